import type { AttachedPolicy } from '@aws-sdk/client-iam';
import type { ConditionContext, Need } from '../core/access.ts';
import type { AnyOperation, Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { encoded } from './answers.ts';
import type { Directory } from './directory.ts';
import { directoryOf, policyByArn } from './directory.ts';
import { limitExceeded, noSuchEntity } from './errors.ts';
import { checkIdentityPolicy } from './grammar/identity-policy.ts';
import { checkedName, checkedPolicyArn, existing, sizeOf } from './input.ts';
import { needOn } from './needs.ts';
import type { PageInput } from './page.ts';
import { pageOf } from './page.ts';
import { checkModifiable } from './protected.ts';
import type { EntityRecord, Holdings } from './records.ts';

/** Whatever names who holds a policy. */
type HolderInput = {
  readonly RoleName?: string | undefined;
  readonly UserName?: string | undefined;
  readonly GroupName?: string | undefined;
};
type PolicyInput = HolderInput & { readonly PolicyArn?: string | undefined };
type InlineInput = HolderInput & {
  readonly PolicyName?: string | undefined;
  readonly PolicyDocument?: string | undefined;
};
type ListInput = HolderInput & PageInput & { readonly PathPrefix?: string | undefined };

type Noun = 'Role' | 'User' | 'Group';
const kindOf = { Role: 'role', User: 'user', Group: 'group' } as const;
const memberOf = { Role: 'RoleName', User: 'UserName', Group: 'GroupName' } as const;
/** Characters of all inline policies together (documented). */
const inlineLimits = { Role: 10_240, User: 2048, Group: 5120 } as const;
/** Default quota of managed policies on one entity (documented). */
const mostAttached = 10;

/** The operations that attach policies to roles, users or groups: the same seven for each. */
export function holderOperations(noun: Noun): Readonly<Record<string, AnyOperation>> {
  return {
    [`Attach${noun}Policy`]: operation<PolicyInput, void>({
      needs: (input, call) => [
        need(noun, `Attach${noun}Policy`, { input, call, keys: { 'iam:PolicyARN': input.PolicyArn } }),
      ],
      run: (input, call) => attach(noun, input, call),
    }),
    [`Detach${noun}Policy`]: operation<PolicyInput, void>({
      needs: (input, call) => [
        need(noun, `Detach${noun}Policy`, { input, call, keys: { 'iam:PolicyARN': input.PolicyArn } }),
      ],
      run: (input, call) => detach(noun, input, call),
    }),
    [`ListAttached${noun}Policies`]: operation({
      needs: (input: ListInput, call) => [need(noun, `ListAttached${noun}Policies`, { input, call })],
      run: (input: ListInput, call) => listAttached(noun, input, call),
    }),
    [`Put${noun}Policy`]: operation<InlineInput, void>({
      needs: (input, call) => [need(noun, `Put${noun}Policy`, { input, call })],
      run: (input, call) => putInline(noun, input, call),
    }),
    [`Get${noun}Policy`]: operation({
      needs: (input: InlineInput, call) => [need(noun, `Get${noun}Policy`, { input, call })],
      run: (input: InlineInput, call) => getInline(noun, input, call),
    }),
    [`Delete${noun}Policy`]: operation<InlineInput, void>({
      needs: (input, call) => [need(noun, `Delete${noun}Policy`, { input, call })],
      run: (input, call) => deleteInline(noun, input, call),
    }),
    [`List${noun}Policies`]: operation({
      needs: (input: ListInput, call) => [need(noun, `List${noun}Policies`, { input, call })],
      run: (input: ListInput, call) => {
        const { items, rest } = pageOf(Object.keys(holderOf(noun, input, call).inline).sort(), (name) => name, input);
        return { PolicyNames: items, ...rest };
      },
    }),
  };
}

function need(
  noun: Noun,
  action: string,
  { input, call, keys }: { readonly input: HolderInput; readonly call: Call; readonly keys?: ConditionContext },
): Need {
  const name = input[memberOf[noun]] ?? '';
  const entity = entitiesOf(noun, directoryOf(call.host.store, call.account)).find(name);
  return needOn(call, kindOf[noun], { action, name, entity, ...(keys && { context: keys }) });
}

type Access = {
  readonly find: (name: string) => EntityRecord | undefined;
  readonly get: (name: string) => EntityRecord;
  readonly put: (name: string, holdings: Partial<Holdings>) => void;
};

function entitiesOf(noun: Noun, { roles, users, groups }: Directory): Access {
  switch (noun) {
    case 'Role':
      return { ...roles, put: (name, holdings) => roles.put({ ...roles.get(name), ...holdings }) };
    case 'User':
      return { ...users, put: (name, holdings) => users.put({ ...users.get(name), ...holdings }) };
    case 'Group':
      return { ...groups, put: (name, holdings) => groups.put({ ...groups.get(name), ...holdings }) };
    default:
      return noun satisfies never;
  }
}

function holderOf(noun: Noun, input: HolderInput, call: Call): EntityRecord {
  return entitiesOf(noun, directoryOf(call.host.store, call.account)).get(input[memberOf[noun]] ?? '');
}

function change(noun: Noun, call: Call, holder: EntityRecord, holdings: Partial<Holdings>): void {
  entitiesOf(noun, directoryOf(call.host.store, call.account)).put(holder.name, holdings);
}

function attach(noun: Noun, input: PolicyInput, call: Call): void {
  const arn = checkedPolicyArn(input.PolicyArn);
  const holder = holderOf(noun, input, call);
  checkModifiable(holder);
  existing(
    policyByArn(directoryOf(call.host.store, call.account), arn),
    `Policy ${arn} does not exist or is not attachable.`,
  );
  if (holder.attached.includes(arn)) return;
  if (holder.attached.length >= mostAttached) {
    throw limitExceeded(`Cannot exceed quota for PoliciesPer${noun}: ${mostAttached}`);
  }
  change(noun, call, holder, { attached: [...holder.attached, arn] });
}

function detach(noun: Noun, input: PolicyInput, call: Call): void {
  const arn = checkedPolicyArn(input.PolicyArn);
  const holder = holderOf(noun, input, call);
  checkModifiable(holder);
  if (!holder.attached.includes(arn)) throw noSuchEntity(`Policy ${arn} was not found.`);
  change(noun, call, holder, { attached: holder.attached.filter((one) => one !== arn) });
}

function listAttached(noun: Noun, input: ListInput, call: Call) {
  const directory = directoryOf(call.host.store, call.account);
  const { PathPrefix = '/' } = input;
  const policies = holderOf(noun, input, call).attached.flatMap((arn): (AttachedPolicy & { PolicyArn: string })[] => {
    const policy = policyByArn(directory, arn);
    return policy?.path.startsWith(PathPrefix) ? [{ PolicyName: policy.name, PolicyArn: arn }] : [];
  });
  const { items, rest } = pageOf(policies, ({ PolicyArn }) => PolicyArn, input);
  return { AttachedPolicies: items, ...rest };
}

function putInline(noun: Noun, input: InlineInput, call: Call): void {
  const name = checkedName('policyName', input.PolicyName);
  const document = input.PolicyDocument ?? '';
  const holder = holderOf(noun, input, call);
  checkModifiable(holder);
  checkIdentityPolicy(document);
  const inline = { ...holder.inline, [name]: document };
  const size = Object.values(inline).reduce((sum, text) => sum + sizeOf(text), 0);
  const limit = inlineLimits[noun];
  if (size > limit) {
    throw limitExceeded(`Maximum policy size of ${limit} bytes exceeded for ${kindOf[noun]} ${holder.name}`);
  }
  change(noun, call, holder, { inline });
}

function getInline(noun: Noun, input: InlineInput, call: Call) {
  const holder = holderOf(noun, input, call);
  const document = inlineOf(noun, holder, input.PolicyName ?? '');
  return { [memberOf[noun]]: holder.name, PolicyName: input.PolicyName, PolicyDocument: encoded(document) };
}

function deleteInline(noun: Noun, input: InlineInput, call: Call): void {
  const holder = holderOf(noun, input, call);
  checkModifiable(holder);
  const name = input.PolicyName ?? '';
  inlineOf(noun, holder, name);
  const inline = Object.fromEntries(Object.entries(holder.inline).filter(([one]) => one !== name));
  change(noun, call, holder, { inline });
}

function inlineOf(noun: Noun, { inline }: Holdings, name: string): string {
  return existing(
    Object.hasOwn(inline, name) ? inline[name] : undefined,
    `The ${kindOf[noun]} policy with name ${name} cannot be found.`,
  );
}
