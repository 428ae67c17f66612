import { elementOf } from '../../check/house-rules/policies.ts';
import { entriesAt, isRecord, listOf, type Named, resourcesOf, textOf } from '../../check/template.ts';
import type { Evidence, Thing } from '../model/graph.ts';
import { outsideKind } from '../model/kinds.ts';
import { endsOf, presence } from './ends.ts';
import { capital, labelOf } from './names.ts';
import type { RawLink } from './raw-link.ts';
import { variantsOf } from './variants.ts';
import { serviceOf, verbsOf } from './verbs.ts';
import { customResourcesIn, type World } from './world.ts';

/** Who else may use what a product has: what policies of resources say about accounts, roles and organizations. */
export function linksFromResourcePolicies(world: World): RawLink[] {
  const policies = resourcesOf(
    world.template,
    'AWS::S3::BucketPolicy',
    'AWS::SQS::QueuePolicy',
    'AWS::SNS::TopicPolicy',
    'AWS::SecretsManager::ResourcePolicy',
    'AWS::Kinesis::ResourcePolicy',
    'AWS::Events::EventBusPolicy',
  );
  return [
    ...policies.flatMap(({ id, properties }) => linksOfPolicy(world, { id, properties })),
    ...customResourcesIn(world.template).flatMap((resource) => linksOfHandedOverStatements(world, resource)),
    ...resourcesOf(world.template, 'AWS::Lambda::Permission').flatMap((permission) =>
      linksOfPermission(world, permission),
    ),
  ];
}

type Holder = Pick<Named, 'id' | 'properties'>;

/** The properties of policy resources that name what the policy is about. */
const subjects = ['Bucket', 'Queues', 'Topics', 'SecretId', 'ResourceArn', 'EventBusName'];

function linksOfPolicy(world: World, { id, properties }: Holder): RawLink[] {
  const subject = subjects.map((name) => properties[name]).find((value) => value !== undefined);
  const documents = [properties['PolicyDocument'], properties['ResourcePolicy']];
  const statements = [...documents.flatMap((document) => entriesAt(document, 'Statement')), properties['Statement']];
  return statements.filter(isRecord).flatMap((statement) => linksOfStatement(world, statement, { id, subject }));
}

/** Custom resources that carry statements to a resource the product did not make. */
function linksOfHandedOverStatements(world: World, { id, properties }: Named): RawLink[] {
  return statementsBelow(properties).flatMap((statement) =>
    linksOfStatement(world, statement, { id, subject: statement['Resource'] }),
  );
}

function statementsBelow(value: unknown): { readonly [key: string]: unknown }[] {
  if (Array.isArray(value)) return value.flatMap(statementsBelow);
  if (!isRecord(value)) return [];
  const isStatement = ['Effect', 'Principal', 'Action', 'Resource'].every((key) => key in value);
  return isStatement ? [value] : Object.values(value).flatMap(statementsBelow);
}

function linksOfPermission(world: World, { id, properties }: Named): RawLink[] {
  const principal = { AWS: properties['Principal'] };
  const statement = { Effect: 'Allow', Principal: principal, Action: properties['Action'] };
  return linksOfStatement(world, statement, { id, subject: properties['FunctionName'] });
}

type Subject = { readonly id: string; readonly subject: unknown };

function linksOfStatement(
  world: World,
  statement: { readonly [key: string]: unknown },
  { id, subject }: Subject,
): RawLink[] {
  if (statement['Effect'] !== 'Allow') return [];
  const because: Evidence = { resource: id, at: textOf(statement['Sid'] ?? 'Statement') };
  return partiesOf(world, statement, id).flatMap((party) =>
    elementOf(statement, 'Action').flatMap((action) =>
      verbsOf(action).flatMap((verb) =>
        entriesAt(subject)
          .flatMap(listOf)
          .flatMap((value) => endsOf(world, value, { service: serviceOf(action), holder: id }))
          .map((thing) => {
            const [from, to] = verb.towardsHolder ? [thing, party] : [party, thing];
            const text = serviceOf(action) === 's3' && verb.text === 'writes to' ? 'uploads to' : verb.text;
            // Who comes from outside sets things in motion, even where it only writes.
            return { from, to, verb: text, rank: verb.towardsHolder ? verb.rank : 2, because: [because] };
          }),
      ),
    ),
  );
}

/** The parties outside that a statement lets in. This account and AWS services are none: their own policies say what they do. */
export function partiesOf(world: World, statement: { readonly [key: string]: unknown }, holder: string): Thing[] {
  const principals = entriesAt(statement, 'Principal').flatMap((principal) =>
    principal === '*' ? ['*'] : entriesAt(principal, 'AWS').flatMap(listOf),
  );
  const parties = principals.flatMap(variantsOf).flatMap((text) => partyOf(world, text, { statement, holder }));
  return [...new Map(parties.map((party) => [party.id, party])).values()];
}

type Context = { readonly statement: { readonly [key: string]: unknown }; readonly holder: string };

function partyOf(world: World, text: string, { statement, holder }: Context): Thing[] {
  const parameter = [...text.matchAll(/\$\{([A-Za-z0-9]+)\}/gu)]
    .map(([, name = '']) => name)
    .find((name) => name in (world.template.Parameters ?? {}));
  if (parameter !== undefined) return [party(world, { key: parameter, ...namedBy(world, parameter, text) }, holder)];
  const account = /^(?:arn:.*:iam::)?(\d{12})(?::|$)/u.exec(text)?.[1];
  if (account !== undefined) {
    return [party(world, { key: account, name: `Account ${account}`, noun: 'account' }, holder)];
  }
  return text === '*' ? everybody(world, statement, holder) : [];
}

function namedBy(world: World, parameter: string, text: string): { readonly name: string; readonly noun: string } {
  const name = capital(labelOf(world.template, parameter));
  if (/:role\/|:user\//u.test(text) || /(Role|Principal|User)(Arns?|s)?$/u.test(parameter))
    return { name, noun: 'role' };
  return { name, noun: /s$/u.test(parameter) ? 'accounts' : 'account' };
}

/** Everybody, held back by a condition on the organization or account that somebody gave. */
function everybody(world: World, statement: { readonly [key: string]: unknown }, holder: string): Thing[] {
  const conditions = entriesAt(statement, 'Condition').filter(isRecord).flatMap(Object.values).filter(isRecord);
  const entries = conditions.flatMap(Object.entries);
  const [, organization] = entries.find(([key]) => /^aws:principalorg/iu.test(key)) ?? [];
  if (organization !== undefined) {
    return [party(world, { key: 'organization', name: 'Your organization', noun: 'organization' }, holder)];
  }
  const [, account] = entries.find(([key]) => /^aws:principal(account|arn)$/iu.test(key)) ?? [];
  if (account !== undefined) return variantsOf(account).flatMap((text) => partyOf(world, text, { statement, holder }));
  return entries.length > 0 ? [] : [party(world, { key: 'anybody', name: 'Anybody', noun: 'public' }, holder)];
}

type Described = { readonly key: string; readonly name: string; readonly noun: string };

function party(world: World, { key, name, noun }: Described, holder: string): Thing {
  return {
    id: `outside:${key}`,
    name,
    kind: outsideKind(noun === 'public' ? 'Everybody in' : 'AWS', noun, noun === 'role' ? 'person' : 'account'),
    made: false,
    details: [],
    encrypted: false,
    members: [],
    ...presence(world, key, holder),
  };
}
