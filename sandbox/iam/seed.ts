import type { Host } from '../core/host.ts';
import type { Directory } from './directory.ts';
import { directoryOf } from './directory.ts';
import { checkIdentityPolicy } from './grammar/identity-policy.ts';
import { checkedName } from './input.ts';

/** Somebody who is there when a sandbox opens. */
export type Person = {
  readonly account: string;
  /** @default 'aws' */
  readonly partition?: string;
  /** Name of the user; undefined: the root of the account. */
  readonly userName?: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** ARNs of managed policies. */
  readonly policyArns?: readonly string[];
  /** Inline policies by name, as documents. */
  readonly policies?: Readonly<Record<string, object>>;
};

/**
 * Makes sure that somebody is there with an access key. Whoever is there already keeps the policies that they were
 * given since: only the key is set.
 */
export function seedPerson(host: Host, person: Person): void {
  const directory = directoryOf(host.store, person.account);
  const { accessKeyId, secretAccessKey, userName } = person;
  if (userName !== undefined && directory.users.find(userName) === undefined)
    addUser(host, directory, person, userName);
  directory.accessKeys.put(accessKeyId, {
    id: accessKeyId,
    secret: secretAccessKey,
    isActive: true,
    createdAt: host.clock.now(),
    ...(userName !== undefined && { userName }),
  });
}

function addUser(
  host: Host,
  { users }: Directory,
  { account, partition = 'aws', ...person }: Person,
  userName: string,
): void {
  const name = checkedName('userName', userName);
  const inline = Object.entries(person.policies ?? {}).map(([policyName, document]): [string, string] => {
    const text = JSON.stringify(document);
    checkIdentityPolicy(text);
    return [policyName, text];
  });
  users.put({
    name,
    path: '/',
    id: `AIDA${host.ids.upper(17)}`,
    arn: `arn:${partition}:iam::${account}:user/${name}`,
    createdAt: host.clock.now(),
    tags: [],
    attached: person.policyArns ?? [],
    inline: Object.fromEntries(inline),
  });
}
