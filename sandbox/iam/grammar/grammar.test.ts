// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables look like this
import { AwsError } from '../../core/aws-error.ts';
import { checkIdentityPolicy } from './identity-policy.ts';
import { checkTrustPolicy } from './trust-policy.ts';

const well = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-central-1:111122223333:orders' };
const document = (statement: unknown, more: object = { Version: '2012-10-17' }) => ({ ...more, Statement: statement });
const withResource = (Resource: unknown) => document({ ...well, Resource });
const withAction = (Action: unknown) => document({ ...well, Action });
const withCondition = (Condition: unknown) => document({ ...well, Condition });

const syntax = 'Syntax errors in policy.';
const legacy = 'The policy failed legacy parsing';
const version = 'Policy document must be version 2012-10-17 or greater.';
const vendor = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
const noActions = 'Policy statement must contain actions.';
const noResources = 'Policy statement must contain resources.';

/** Each is a case that AWS was recorded to answer so, or differs from one only in its names. */
const refused: readonly (readonly [name: string, document: unknown, message: string])[] = [
  ['a text', 'no document', syntax],
  ['an empty object', {}, syntax],
  ['no version', document(well, {}), version],
  ['the old version', document(well, { Version: '2008-10-17' }), version],
  ['a version that never was', document(well, { Version: '2020-01-01' }), syntax],
  ['an element that there is not', document(well, { Version: '2012-10-17', Comment: 'x' }), syntax],
  ['an id that is no text', document(well, { Version: '2012-10-17', Id: [] }), syntax],
  ['no statement', document([]), syntax],
  ['a statement that is none', document(['x']), syntax],
  ['an element of a statement that there is not', document({ ...well, Reason: 'x' }), syntax],
  ['no effect', document({ Action: 'a:b', Resource: '*' }), syntax],
  ['another effect', document({ ...well, Effect: 'Maybe' }), syntax],
  ['an effect in another case', document({ ...well, Effect: 'allow' }), legacy],
  ['a statement id that is no text', document({ ...well, Sid: {} }), syntax],
  [
    'a statement id with a space',
    document({ ...well, Sid: 'my statement' }),
    'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
  ],
  [
    'a statement id that is used twice',
    document([
      { ...well, Sid: 'a' },
      { ...well, Sid: 'a' },
    ]),
    'Statement IDs (SID) in a single policy must be unique.',
  ],
  ['a principal', document({ ...well, Principal: '*' }), 'Policy document should not specify a principal.'],
  ['no action', document({ Effect: 'Allow', Resource: '*' }), noActions],
  ['an empty list of actions', withAction([]), noActions],
  ['neither action nor resource', document({ Effect: 'Deny' }), noActions],
  ['Action and NotAction', document({ ...well, NotAction: 'a:b' }), syntax],
  ['an action that is an object', withAction({}), syntax],
  ['a list in a list of actions', withAction([[]]), syntax],
  ['an action without a service', withAction('SendMessage'), vendor],
  ['an action with a space in its service', withAction('s q s:SendMessage'), 'Vendor s q s is not valid'],
  ['an action with two colons', withAction('sqs:Send:Message'), 'Actions/Condition can contain only one colon.'],
  ['no resource', document({ Effect: 'Allow', Action: 'a:b' }), noResources],
  ['an empty list of resources', withResource([]), noResources],
  ['Resource and NotResource', document({ ...well, NotResource: [] }), syntax],
  ['a resource that is an object', withResource([{}]), syntax],
  ['a resource without a colon', withResource('orders'), 'Resource orders must be in ARN format or "*".'],
  ['an empty resource', withResource(''), 'Resource  must be in ARN format or "*".'],
  [
    'a resource in no partition',
    withResource('arn:azure:sqs:::orders'),
    'Partition "azure" is not valid for resource "arn:azure:sqs:::orders".',
  ],
  [
    'a short resource in no partition',
    withResource('arn:azure'),
    'Partition "azure" is not valid for resource "arn:azure:*:*:*:*".',
  ],
  [
    'a resource without a service',
    withResource('arn:aws'),
    'Resource vendor must be fully qualified and cannot contain regexes.',
  ],
  ['a resource cut short', withResource('arn:aws:s3::bucket'), legacy],
  ['a resource with an empty service', withResource('arn:aws::::bucket'), legacy],
  [
    'a bucket with a region',
    withResource('arn:aws:s3:eu-central-1::bucket'),
    'Resource arn:aws:s3:eu-central-1::bucket can not contain region information.',
  ],
  [
    'a role with a region',
    withResource('arn:aws:iam:eu-central-1::role/x'),
    'IAM resource arn:aws:iam:eu-central-1::role/x cannot contain region information.',
  ],
  [
    'something else in IAM',
    withResource('arn:aws:iam::111122223333:queue/x'),
    'IAM resource path must either be "*" or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.',
  ],
  ['a condition that is a list', withCondition([]), syntax],
  ['an operator that compares no keys', withCondition({ Bool: 'true' }), syntax],
  ['an operator that there is not', withCondition({ StringSounds: { a: 'b' } }), syntax],
  ['a set operator with two colons', withCondition({ 'ForAnyValue::StringLike': { a: 'b' } }), syntax],
  ['NullIfExists', withCondition({ NullIfExists: { a: 'true' } }), syntax],
  ['a value that is an object', withCondition({ StringLike: { a: {} } }), syntax],
  ['a date that is none', withCondition({ DateLessThan: { a: 'tomorrow' } }), legacy],
  ['a month that is none', withCondition({ DateLessThan: { a: '234-13' } }), legacy],
  [
    'a date with too fine a fraction',
    withCondition({ DateLessThan: { a: '2016-12-13T02:00:00.1999999999+10:59' } }),
    legacy,
  ],
];

const accepted: readonly (readonly [name: string, document: unknown])[] = [
  ['a statement that is not in a list', document(well)],
  ['an id', document([well], { Version: '2012-10-17', Id: 'mine' })],
  ['everything', document({ Effect: 'Allow', Action: '*', Resource: '*' })],
  ['NotAction and NotResource', document({ Effect: 'Deny', NotAction: 'a:b', NotResource: '*' })],
  [
    'empty statement ids, twice',
    document([
      { ...well, Sid: '' },
      { ...well, Sid: '' },
    ]),
  ],
  ['a service that nobody knows', document({ ...well, Action: 'x-y.z:Act', Resource: 'arn:aws:x-y:::a' })],
  ['a resource without its right part', withResource('arn:aws:queues')],
  ['a role of any account', withResource('arn:aws:iam::*:role/${aws:username}')],
  ['every role by its first letters', withResource('arn:aws:iam::111122223333:rol*')],
  ['an empty condition', withCondition({})],
  ['an operator that there is not, without keys', withCondition({ x: {} })],
  ['an operator without values', withCondition({ DateLessThan: { a: [] } })],
  ['set operators', withCondition({ 'ForAllValues:StringLikeIfExists': { 'aws:TagKeys': ['a'] } })],
  ['numbers and booleans', withCondition({ NumericLessThan: { a: 3 }, Bool: { b: true } })],
  ['a date with a short zone', withCondition({ DateLessThan: { a: '2016-12-13t2:00:00.593194+23' } })],
  ['a date long ago, in seconds', withCondition({ DateLessThan: { a: '-292275054' } })],
];

test.each(refused)('fails an identity policy with %s', (_name, policy, message) => {
  expect(refusal(() => checkIdentityPolicy(JSON.stringify(policy)))).toBe(message);
});

test.each(accepted)('accepts an identity policy with %s', (_name, policy) => {
  expect(refusal(() => checkIdentityPolicy(JSON.stringify(policy)))).toBeUndefined();
});

const trusting = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
const role = 'arn:aws:iam::111122223333:role/factory/worker';
const trustedBy = (AWS: unknown) => document({ ...trusting, Principal: { AWS } });

test.each([
  ['no JSON', '{', 'This policy contains invalid Json'],
  ['a resource', document({ ...trusting, Resource: '*' }), 'Has prohibited field Resource'],
  ['NotPrincipal', document({ ...trusting, NotPrincipal: '*' }), 'Has prohibited field NotPrincipal'],
  ['no principal', document({ Effect: 'Allow', Action: 'sts:AssumeRole' }), 'Missing required field Principal'],
  ['no action', document({ Effect: 'Allow', Principal: '*' }), 'Missing required field Action'],
  [
    'an action of another service',
    document({ ...trusting, Action: 's3:GetObject' }),
    'AssumeRole policy may only specify STS AssumeRole actions.',
  ],
  ['a role that does not exist', trustedBy(`${role}-2`), `Invalid principal in policy: "AWS":"${role}-2"`],
  [
    'a role with a wildcard',
    trustedBy('arn:aws:iam::111122223333:role/*'),
    'Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:role/*"',
  ],
  ['an account that is none', trustedBy('1234'), 'Invalid principal in policy: "AWS":"1234"'],
  [
    'a service that is none',
    document({ ...trusting, Principal: { Service: 'lambda' } }),
    'Invalid principal in policy: "SERVICE":"lambda"',
  ],
])('fails a trust policy with %s', (_name, policy, message) => {
  const text = typeof policy === 'string' ? policy : JSON.stringify(policy);

  expect(refusal(() => checkTrustPolicy(text, (arn) => arn === role))).toBe(message);
});

test.each([
  ['a service', document(trusting)],
  ['the old version', document(trusting, { Version: '2008-10-17' })],
  ['no version', document(trusting, {})],
  [
    'services of China and of EKS',
    document({ ...trusting, Principal: { Service: ['ec2.amazonaws.com.cn', 'pods.eks.amazonaws.com'] } }),
  ],
  ['an account, by number and by root', trustedBy(['444455556666', 'arn:aws:iam::444455556666:root'])],
  ['a role that exists', trustedBy(role)],
  ['a session', trustedBy('arn:aws:sts::111122223333:assumed-role/worker/run')],
  ['everyone', document({ ...trusting, Principal: '*' })],
  ['tags', document({ ...trusting, Action: ['sts:AssumeRole', 'sts:TagSession'] })],
  ['a condition', document({ ...trusting, Condition: { StringEquals: { 'sts:ExternalId': 'x' } } })],
])('accepts a trust policy with %s', (_name, policy) => {
  expect(refusal(() => checkTrustPolicy(JSON.stringify(policy), (arn) => arn === role))).toBeUndefined();
});

/** The message of a refusal; undefined where there is none. */
function refusal(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof AwsError && error.code === 'MalformedPolicyDocument') return error.message;
    throw error;
  }
}
