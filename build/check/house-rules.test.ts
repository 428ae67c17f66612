import { findingsOfHouseRules, houseRules } from './house-rules.ts';
import { Tenant } from './tenant.fixture.ts';

const facts = { addressMapping: 'Address', identity: ['Project', 'Environment'] };

test('gives every rule an id of its own', () => {
  const ids = houseRules.map(({ id }) => id);

  expect(new Set(ids).size).toBe(ids.length);
});

test('finds nothing in a product that keeps all conventions', () => {
  const subject = new Tenant().toSubject();

  expect(findingsOfHouseRules(subject.template, subject.facts, new Map())).toEqual([]);
});

test('says where in the construct tree a resource comes from', () => {
  const template = { Resources: { QueueF00: { Type: 'AWS::SQS::Queue' } }, Outputs: { Queue: { Value: 'x' } } };
  const findings = findingsOfHouseRules(template, facts, new Map([['QueueF00', 'Queue/Resource']]));

  expect(findings).toContainEqual({
    rule: 'factory-tags',
    severity: 'error',
    message: 'lacks the tags factory:product, factory:project, factory:environment',
    path: 'Queue/Resource',
    resource: 'QueueF00',
  });
  expect(findings).toContainEqual(
    expect.objectContaining({ rule: 'factory-output-description', path: 'Outputs/Queue' }),
  );
});

test('makes the detail part of the rule id', () => {
  const Properties = {
    PolicyDocument: { Statement: { Effect: 'Allow', Action: 'sqs:*', Resource: 'x' } },
    Path: '/factory/',
  };
  const findings = findingsOfHouseRules(
    { Resources: { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties } } },
    facts,
    new Map(),
  );

  expect(findings.map(({ rule }) => rule)).toEqual(['factory-iam-wildcard[Action::sqs:*]']);
});
