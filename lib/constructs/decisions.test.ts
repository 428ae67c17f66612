import { App, CfnResource, Stack, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledge, acknowledgementsIn, type Decision, decide, decisions, issuesInReason } from './decisions.ts';

const reason = 'Access logs would log into themselves, this is the log bucket.';

function makeStack(): { stack: Stack; part: Construct; queue: CfnResource } {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
  const part = new Construct(stack, 'Part');
  return { stack, part, queue: new CfnResource(part, 'Queue', { type: 'AWS::SQS::Queue' }) };
}

test('remembers an acknowledgement with the construct it was written at', () => {
  const { stack, queue } = makeStack();

  acknowledge(queue, { rule: 'AwsSolutions-S1', reason });

  expect(acknowledgementsIn(stack)).toEqual([{ rule: 'AwsSolutions-S1', reason, path: 'Part/Queue' }]);
});

test('remembers a decision rule by rule', () => {
  const { stack, part } = makeStack();
  const decision: Decision = { id: 'two-rules', rules: ['A-1', 'B-1'], reason };

  decide(part, decision);

  expect(acknowledgementsIn(stack)).toEqual([
    { rule: 'A-1', reason, path: 'Part', decision: 'two-rules' },
    { rule: 'B-1', reason, path: 'Part', decision: 'two-rules' },
  ]);
});

test.each([
  ['AwsSolutions-S1', 'AwsSolutions-S1'],
  ['AwsSolutions-IAM5[Resource::*]', 'AwsSolutions-IAM5[Resource::*]'],
  ['AwsSolutions-IAM5[Resource::<Bucket.Arn>/*]', 'AwsSolutions-IAM5[Resource::<Bucket.Arn>/*]'],
  ['AwsSolutions::AwsSolutions-IAM5[Resource::*]', 'AwsSolutions-IAM5[Resource::*]'],
  ['CloudFormation-Validate::W1030', 'W1030'],
])('understands %s written in the way of CDK', (id, rule) => {
  const { stack, queue } = makeStack();

  Validations.of(queue).acknowledge({ id, reason });

  expect(acknowledgementsIn(stack)).toEqual([{ rule, reason, path: 'Part/Queue' }]);
});

test('takes what is acknowledged at the app for the whole stack', () => {
  const { stack } = makeStack();

  Validations.of(stack.node.root).acknowledge({ id: 'A-1', reason });
  acknowledge(stack, { rule: 'B-1', reason });

  expect(acknowledgementsIn(stack).map(({ rule, path }) => [rule, path])).toEqual([
    ['A-1', ''],
    ['B-1', ''],
  ]);
});

test('hides nothing from the rule packs, which read the metadata of CDK', () => {
  const { queue } = makeStack();

  acknowledge(queue, { rule: 'AwsSolutions-SQS3', reason });
  decide(queue, decisions.functionsOutsideVpc);

  expect(queue.node.metadata.map(({ type }) => type)).not.toContain(Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
});

test('fails an acknowledgement without a reason that convinces', () => {
  const { queue } = makeStack();

  expect(() => acknowledge(queue, { rule: 'AwsSolutions-SQS3', reason: 'not needed' })).toThrow(
    `acknowledgement of "AwsSolutions-SQS3" at "Stack/Part/Queue" has 1 issue:
  /reason must have at least 30 characters that convince a stranger, got "not needed"`,
  );
  expect(() => decide(queue, { id: 'x', rules: ['A-1'], reason: '' })).toThrow('decision "x" has 1 issue');
});

test.each([
  '',
  'not needed',
  'Not needed.                         ',
  'This rule is not needed for this resource here.',
  'The finding is not applicable in our case at all.',
  'N/A N/A N/A N/A N/A N/A N/A N/A N/A N/A',
])('refuses the reason %j', (text) => {
  expect(issuesInReason(text)).toEqual([expect.objectContaining({ path: '/reason' })]);
});

test.each([reason, ...Object.values(decisions).map((decision) => decision.reason)])('accepts the reason %j', (text) => {
  expect(issuesInReason(text)).toEqual([]);
});

test('gives every decision an id of its own, and answers each rule once', () => {
  const all: readonly Decision[] = Object.values(decisions);
  const rules = all.flatMap((decision) => decision.rules);

  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(new Set(rules).size).toBe(rules.length);
});
