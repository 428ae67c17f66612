import { entriesAt, type Named, referencesIn, resourcesOf, type Template, valuesAt } from '../template.ts';

/** The Lambda functions of a template. */
export function functionsIn(template: Template): Named[] {
  return resourcesOf(template, 'AWS::Lambda::Function');
}

/** Whether a resource is a custom resource. */
export function isCustomResource(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}

/** Logical ids of the functions that a value names, through aliases and versions too. */
export function functionsNamedIn(template: Template, value: unknown): Set<string> {
  const aliases = new Map(
    resourcesOf(template, 'AWS::Lambda::Alias', 'AWS::Lambda::Version').map(({ id, properties }) => [
      id,
      properties['FunctionName'],
    ]),
  );
  const found = [...referencesIn(value)].flatMap((id) => (aliases.has(id) ? [...referencesIn(aliases.get(id))] : [id]));
  return new Set(found);
}

// Services that hand an event to Lambda's queue and go away; what fails is tried again out of sight.
const asynchronousCallers = [
  's3',
  'sns',
  'events',
  'scheduler',
  'logs',
  'ses',
  'config',
  'iot',
  'codecommit',
  'cloudformation',
].map((service) => `${service}.amazonaws.com`);

/**
 * Values that name the functions which something in this template calls asynchronously. Custom resources are not
 * among them: CloudFormation waits for the answer and fails the stack without it.
 */
export function asynchronousTargets(template: Template): unknown[] {
  const of = (type: string, ...path: readonly string[]) =>
    resourcesOf(template, type).flatMap(({ properties }) => entriesAt(properties, ...path));
  const permissions = resourcesOf(template, 'AWS::Lambda::Permission').filter(({ properties }) =>
    valuesAt(properties, 'Principal').some((caller) => asynchronousCallers.includes(String(caller))),
  );
  return [
    ...of('AWS::Events::Rule', 'Targets').flatMap((target) => valuesAt(target, 'Arn')),
    ...of('AWS::Scheduler::Schedule', 'Target', 'Arn'),
    ...of('AWS::SNS::Subscription', 'Endpoint'),
    ...of('AWS::S3::Bucket', 'NotificationConfiguration', 'LambdaConfigurations'),
    ...of('AWS::Lambda::EventInvokeConfig', 'FunctionName'),
    ...permissions.map(({ properties }) => properties['FunctionName']),
  ];
}
