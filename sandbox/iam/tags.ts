import type { ConditionContext, Need } from '../core/access.ts';
import type { AnyOperation, Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { directoryOf } from './directory.ts';
import { constraintError } from './errors.ts';
import { checkedTags, existing, sortedTags, withoutTags, withTags } from './input.ts';
import { needOn, requestTagKeys } from './needs.ts';
import type { PageInput } from './page.ts';
import { pageOf } from './page.ts';
import { checkModifiable } from './protected.ts';
import type { TagRecord } from './records.ts';

type NameInput = {
  readonly RoleName?: string | undefined;
  readonly UserName?: string | undefined;
  readonly PolicyArn?: string | undefined;
};
type TagsInput = NameInput & {
  readonly Tags?: readonly { readonly Key: string | undefined; readonly Value: string | undefined }[] | undefined;
};
type KeysInput = NameInput & { readonly TagKeys?: readonly string[] | undefined };
type Noun = 'Role' | 'User' | 'Policy';

/** Something that has tags, and where its new ones go. */
type Tagged = {
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly tags: readonly TagRecord[];
  readonly put: (tags: readonly TagRecord[]) => void;
};

/** The operations on the tags of roles, users or policies. */
export function tagOperations(noun: Noun): Readonly<Record<string, AnyOperation>> {
  const keysDistinguishCase = noun === 'Policy';
  return {
    [`Tag${noun}`]: operation<TagsInput, void>({
      needs: (input, call) => [need(`Tag${noun}`, { noun, input, call, keys: requestTagKeys(input.Tags) })],
      run: (input, call) => {
        const added = checkedTags(input.Tags, keysDistinguishCase);
        const { tags, put } = modifiable(noun, input, call);
        put(withTags(tags, added, keysDistinguishCase));
      },
    }),
    [`Untag${noun}`]: operation<KeysInput, void>({
      needs: (input, call) => [
        need(`Untag${noun}`, { noun, input, call, keys: { 'aws:TagKeys': input.TagKeys ?? [] } }),
      ],
      run: (input, call) => {
        const { TagKeys = [] } = input;
        if (TagKeys.length > 50) throw constraintError('tagKeys', 'have length less than or equal to 50');
        const { tags, put } = modifiable(noun, input, call);
        put(withoutTags(tags, TagKeys, keysDistinguishCase));
      },
    }),
    [`List${noun}Tags`]: operation({
      needs: (input: NameInput & PageInput, call) => [need(`List${noun}Tags`, { noun, input, call })],
      run: (input: NameInput & PageInput, call) => {
        const { tags } = getTagged(noun, input, call);
        const { items, rest } = pageOf(sortedTags(tags), ({ Key }) => Key, input);
        return { Tags: items, ...rest };
      },
    }),
  };
}

function need(
  action: string,
  {
    noun,
    input,
    call,
    keys,
  }: {
    readonly noun: Noun;
    readonly input: NameInput;
    readonly call: Call;
    readonly keys?: ConditionContext;
  },
): Need {
  const kinds = { Role: 'role', User: 'user', Policy: 'policy' } as const;
  const name = input.RoleName ?? input.UserName ?? input.PolicyArn?.split(':policy/')[1] ?? '';
  return needOn(call, kinds[noun], { action, name, entity: find(noun, input, call), ...(keys && { context: keys }) });
}

function find(noun: Noun, input: NameInput, call: Call): Tagged | undefined {
  const { roles, users, policies } = directoryOf(call.host.store, call.account);
  if (noun === 'Role') {
    const role = roles.find(input.RoleName ?? '');
    return role && { ...role, put: (tags) => roles.put({ ...role, tags }) };
  }
  if (noun === 'User') {
    const user = users.find(input.UserName ?? '');
    return user && { ...user, put: (tags) => users.put({ ...user, tags }) };
  }
  const policy = policies.find(input.PolicyArn?.split('/').at(-1) ?? '');
  return policy?.arn === input.PolicyArn
    ? policy && { ...policy, put: (tags) => policies.put({ ...policy, tags }) }
    : undefined;
}

function getTagged(noun: Noun, input: NameInput, call: Call): Tagged {
  const message =
    noun === 'Policy'
      ? `Policy ${input.PolicyArn ?? ''} was not found.`
      : `The ${noun.toLowerCase()} with name ${input.RoleName ?? input.UserName ?? ''} cannot be found.`;
  return existing(find(noun, input, call), message);
}

function modifiable(noun: Noun, input: NameInput, call: Call): Tagged {
  const tagged = getTagged(noun, input, call);
  if (noun === 'Role') checkModifiable(tagged);
  return tagged;
}
