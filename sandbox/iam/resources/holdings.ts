import type { ListAttachedRolePoliciesCommandOutput, ListRolePoliciesCommandOutput } from '@aws-sdk/client-iam';
import type { Properties } from '../../core/resource-provider.ts';
import type { Ask } from './ask.ts';
import { unlessGone } from './ask.ts';
import { beyond, inlineIn, textsIn } from './properties.ts';

/** Whose policies: `{noun: 'Role', name}`. */
export type Holder = { readonly noun: 'Role' | 'User' | 'Group'; readonly name: string };

const nothing: Properties = {};

/** Attaches what a template lists. */
export async function addHoldings(ask: Ask, holder: Holder, properties: Properties): Promise<void> {
  await changeHoldings(ask, holder, { properties, previous: nothing });
}

/** Brings attached and inline policies from one state of a template to another: first what is new, then what is gone. */
export async function changeHoldings(
  ask: Ask,
  holder: Holder,
  { properties, previous }: { readonly properties: Properties; readonly previous: Properties },
): Promise<void> {
  const { noun } = holder;
  const arns = textsIn(properties, 'ManagedPolicyArns');
  const arnsBefore = textsIn(previous, 'ManagedPolicyArns');
  const inline = inlineIn(properties);
  const inlineBefore = inlineIn(previous);
  for (const PolicyArn of beyond(arns, arnsBefore)) await ask(`Attach${noun}Policy`, { ...nameOf(holder), PolicyArn });
  for (const [PolicyName, PolicyDocument] of inline) {
    if (inlineBefore.get(PolicyName) === PolicyDocument) continue;
    await ask(`Put${noun}Policy`, { ...nameOf(holder), PolicyName, PolicyDocument });
  }
  for (const PolicyArn of beyond(arnsBefore, arns)) {
    await unlessGone(ask(`Detach${noun}Policy`, { ...nameOf(holder), PolicyArn }));
  }
  for (const PolicyName of beyond(inlineBefore.keys(), inline.keys())) {
    await unlessGone(ask(`Delete${noun}Policy`, { ...nameOf(holder), PolicyName }));
  }
}

/**
 * Takes away what the template gave. What somebody else attached stays, and with it IAM refuses to delete the entity,
 * as on AWS.
 */
export async function removeHoldings(ask: Ask, holder: Holder, properties: Properties): Promise<void> {
  const { noun } = holder;
  const { AttachedPolicies = [] } = await ask<ListAttachedRolePoliciesCommandOutput>(
    `ListAttached${noun}Policies`,
    nameOf(holder),
  );
  const { PolicyNames = [] } = await ask<ListRolePoliciesCommandOutput>(`List${noun}Policies`, nameOf(holder));
  const arns = new Set(textsIn(properties, 'ManagedPolicyArns'));
  const inline = inlineIn(properties);
  for (const { PolicyArn } of AttachedPolicies) {
    if (arns.has(PolicyArn ?? '')) await ask(`Detach${noun}Policy`, { ...nameOf(holder), PolicyArn });
  }
  for (const PolicyName of PolicyNames) {
    if (inline.has(PolicyName)) await ask(`Delete${noun}Policy`, { ...nameOf(holder), PolicyName });
  }
}

function nameOf({ noun, name }: Holder): object {
  return { [`${noun}Name`]: name };
}
