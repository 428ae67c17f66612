import type { Properties, ResourceProvider } from '../../core/resource-provider.ts';
import type { Ask } from './ask.ts';
import { askOf, makeOnce, unlessGone } from './ask.ts';
import { beyond, documentIn, textIn, textsIn } from './properties.ts';

const holders = { Roles: 'Role', Users: 'User', Groups: 'Group' } as const;

/** `AWS::IAM::Policy`: one inline policy on any number of roles, users and groups. `Ref` is an id of CloudFormation's. */
export const policy: ResourceProvider = {
  type: 'AWS::IAM::Policy',
  create: async (request) => {
    const { generateName, properties } = request;
    // Known before the first call: whatever of it was put is taken away in a rollback.
    const id = await makeOnce(request, async () => generateName({ maxLength: 128 }));
    await put(askOf(request), properties);
    return { physicalId: id, attributes: { Id: id } };
  },
  update: async (request) => {
    const { physicalId, properties, previous } = request;
    const ask = askOf(request);
    await put(ask, properties);
    const isRenamed = textIn(properties, 'PolicyName') !== textIn(previous, 'PolicyName');
    for (const list of keysOf(holders)) {
      const kept = isRenamed ? [] : textsIn(properties, list);
      await remove(ask, list, {
        names: beyond(textsIn(previous, list), kept),
        PolicyName: textIn(previous, 'PolicyName'),
      });
    }
    return { physicalId, attributes: { Id: physicalId } };
  },
  delete: async (request) => {
    const { properties } = request;
    for (const list of keysOf(holders)) {
      await remove(askOf(request), list, {
        names: textsIn(properties, list),
        PolicyName: textIn(properties, 'PolicyName'),
      });
    }
  },
};

type List = keyof typeof holders;

function keysOf<Key extends string>(table: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(table) as Key[];
}

async function put(ask: Ask, properties: Properties): Promise<void> {
  const PolicyName = textIn(properties, 'PolicyName');
  const PolicyDocument = documentIn(properties, 'PolicyDocument');
  for (const list of keysOf(holders)) {
    for (const name of textsIn(properties, list)) {
      await ask(`Put${holders[list]}Policy`, { [`${holders[list]}Name`]: name, PolicyName, PolicyDocument });
    }
  }
}

async function remove(
  ask: Ask,
  list: List,
  { names, PolicyName }: { readonly names: readonly string[]; readonly PolicyName: string | undefined },
): Promise<void> {
  for (const name of names) {
    await unlessGone(ask(`Delete${holders[list]}Policy`, { [`${holders[list]}Name`]: name, PolicyName }));
  }
}

/** `AWS::IAM::RolePolicy` and its siblings: one inline policy on one entity. `Ref` is `<policy name>|<entity>`. */
export function inlinePolicy(noun: 'Role' | 'User' | 'Group'): ResourceProvider {
  const inputOf = (properties: Properties) => ({
    PolicyName: textIn(properties, 'PolicyName'),
    [`${noun}Name`]: textIn(properties, `${noun}Name`),
  });
  const putIt = async (ask: Ask, properties: Properties) => {
    const input = inputOf(properties);
    await ask(`Put${noun}Policy`, { ...input, PolicyDocument: documentIn(properties, 'PolicyDocument') });
    await ask(`Get${noun}Policy`, input);
    return { physicalId: `${input.PolicyName}|${textIn(properties, `${noun}Name`)}`, attributes: {} };
  };
  return {
    type: `AWS::IAM::${noun}Policy`,
    create: async (request) => putIt(askOf(request), request.properties),
    update: async (request) => putIt(askOf(request), request.properties),
    delete: async (request) => unlessGone(askOf(request)(`Delete${noun}Policy`, inputOf(request.properties))),
  };
}
