import type { Template } from './check/template.ts';
import { resourcesOf } from './check/template.ts';

/** IAM resources, and the property that gives each a name of its own. */
const namedBy: Readonly<Record<string, string>> = {
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
};
const unnamed = new Set([
  'AWS::IAM::Policy',
  'AWS::IAM::AccessKey',
  'AWS::IAM::UserToGroupAddition',
  'AWS::IAM::UserPolicy',
  'AWS::IAM::RolePolicy',
  'AWS::IAM::GroupPolicy',
]);

/** What a launcher has to acknowledge to CloudFormation before it creates the stack. */
export function capabilitiesOf(template: Template): string[] {
  return [...iamCapability(template), ...(template.Transform === undefined ? [] : ['CAPABILITY_AUTO_EXPAND'])];
}

function iamCapability(template: Template): string[] {
  const resources = resourcesOf(template);
  const named = resources.some(({ resource, properties }) => {
    const property = namedBy[resource.Type];
    return property !== undefined && property in properties;
  });
  if (named) return ['CAPABILITY_NAMED_IAM'];
  return resources.some(({ resource }) => resource.Type in namedBy || unnamed.has(resource.Type))
    ? ['CAPABILITY_IAM']
    : [];
}
