import { capabilitiesOf } from './capabilities.ts';

const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } };

test.each([
  ['nothing for what makes no identity', { Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } }, []],
  ['nothing for nothing', {}, []],
  ['CAPABILITY_IAM for a role', { Resources: { Role: role } }, ['CAPABILITY_IAM']],
  ['CAPABILITY_IAM for a policy', { Resources: { Policy: { Type: 'AWS::IAM::Policy' } } }, ['CAPABILITY_IAM']],
  [
    'CAPABILITY_NAMED_IAM where one identity has a name',
    { Resources: { Role: role, Named: { ...role, Properties: { RoleName: { Ref: 'Project' } } } } },
    ['CAPABILITY_NAMED_IAM'],
  ],
  [
    'CAPABILITY_AUTO_EXPAND for a macro',
    { Transform: 'AWS::LanguageExtensions', Resources: { Role: role } },
    ['CAPABILITY_IAM', 'CAPABILITY_AUTO_EXPAND'],
  ],
])('asks for %s', (_, template, expected) => {
  expect(capabilitiesOf(template)).toEqual(expected);
});
