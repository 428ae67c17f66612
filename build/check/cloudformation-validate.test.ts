// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are placeholders of Fn::Sub
import { expectTypes, findingsOfEngine } from './cloudformation-validate.ts';
import { constructPaths } from './construct-paths.ts';
import { controls } from './control-tower.ts';
import type { Section, Template } from './template.ts';
import { Tenant } from './tenant.fixture.ts';

const noPaths = new Map<string, string>();
const queue = (Properties: Section) => ({ Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties } } });

test('finds a property that the resource schema does not know', () => {
  const findings = findingsOfEngine(queue({ Bogus: 1 }), new Map([['Queue', 'Inbox/Resource']]));

  expect(findings).toContainEqual({
    rule: 'F3002',
    severity: 'error',
    message: "Bogus: Additional properties are not allowed ('Bogus' was unexpected)",
    path: 'Inbox/Resource',
    resource: 'Queue',
  });
});

test('finds what only the lint rules know', () => {
  const template = { Resources: { Queue: { Type: 'AWS::SQS::Queue', DependsOn: 'Nobody' } } };

  expect(findingsOfEngine(template, noPaths)).toContainEqual(
    expect.objectContaining({ rule: 'E3005', severity: 'error', resource: 'Queue', path: 'Resources/Queue' }),
  );
});

test('warns of a parameter that nothing refers to, with the section it is in', () => {
  const template = { ...queue({}), Parameters: { Size: { Type: 'String' } } };

  expect(findingsOfEngine(template, noPaths)).toContainEqual(
    expect.objectContaining({ rule: 'W2001', severity: 'warning', path: 'Parameters/Size' }),
  );
});

test('finds what a control of Control Tower forbids, once for each resource', () => {
  const template = { Resources: { Bucket: { Type: 'AWS::S3::Bucket' }, Other: { Type: 'AWS::S3::Bucket' } } };
  const findings = findingsOfEngine(template, noPaths).filter(({ rule }) => rule === 'CT.S3.PR.4');

  expect(findings.map(({ resource }) => resource)).toEqual(['Bucket', 'Other']);
  expect(findings[0]?.message).toMatch(
    /^Require an Amazon S3 bucket to have event notifications configured: Set a .*[^.]$/,
  );
});

test('knows a control whose id has a hyphen', () => {
  const Properties = { FirewallName: 'x', FirewallPolicyArn: 'x', SubnetMappings: [{ SubnetId: 'a' }], VpcId: 'v' };
  const template = { Resources: { Firewall: { Type: 'AWS::NetworkFirewall::Firewall', Properties } } };
  const rules = findingsOfEngine(template, noPaths).map(({ rule }) => rule);

  expect(rules.filter((rule) => rule.startsWith('CT.'))).toEqual(['CT.NETWORK-FIREWALL.PR.5']);
});

test('loads more controls when a template has more types', () => {
  const rulesIn = (template: Template) => findingsOfEngine(template, noPaths).map(({ rule }) => rule);

  expect(rulesIn({ Resources: { Queue: { Type: 'AWS::SQS::Queue' } } })).toContain('CT.SQS.PR.1');
  expect(rulesIn({ Resources: { Repository: { Type: 'AWS::ECR::Repository' } } })).toContain('CT.ECR.PR.2');
  expect(rulesIn({ Resources: { Queue: { Type: 'AWS::SQS::Queue' } } })).toContain('CT.SQS.PR.1');
});

test('finds a template that cannot be read', () => {
  expect(findingsOfEngine({ Resources: {} }, noPaths)).toContainEqual(
    expect.objectContaining({ rule: 'F0001', severity: 'error', path: '' }),
  );
});

test('makes a finding of an analysis that gave up', () => {
  const conditions = Array.from({ length: 60 }, (_, index) => `Is${index}`);
  const deep = conditions.reduce<unknown>((value, name) => ({ 'Fn::If': [name, value, name] }), 'x');
  const template = {
    Parameters: Object.fromEntries(conditions.map((name) => [`P${name}`, { Type: 'String' }])),
    Conditions: Object.fromEntries(conditions.map((name) => [name, { 'Fn::Equals': [{ Ref: `P${name}` }, 'x'] }])),
    ...queue({ QueueName: deep }),
  };

  expect(findingsOfEngine(template, noPaths)).toContainEqual({
    rule: 'factory-analysis-incomplete',
    severity: 'error',
    message: expect.stringMatching(/^could not be analysed as a whole \(ANALYSIS_INCOMPLETE\)/),
    path: '',
  });
});

test('accepts a dependency that a reference implies, as CDK writes them', () => {
  const Second = {
    Type: 'AWS::SQS::Queue',
    Properties: { QueueName: { 'Fn::GetAtt': ['First', 'QueueName'] } },
    DependsOn: ['First'],
  };
  const rules = findingsOfEngine({ Resources: { First: { Type: 'AWS::SQS::Queue' }, Second } }, noPaths).map(
    ({ rule }) => rule,
  );

  expect(rules.filter((rule) => !rule.startsWith('CT.'))).toEqual([]);
});

test('finds the same with all controls loaded as with those for the types that are there', () => {
  const subject = new Tenant().toSubject();
  const paths = constructPaths(subject.stack);
  const few = findingsOfEngine(subject.template, paths);

  expectTypes(controls().flatMap(({ types }) => types));

  expect(few.length).toBeGreaterThan(10);
  expect(findingsOfEngine({ Resources: { Fleet: { Type: 'AWS::EC2::Instance' } } }, noPaths)).not.toEqual([]);
  expect(findingsOfEngine(subject.template, paths)).toEqual(few);
});
