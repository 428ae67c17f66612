import type { Properties, ResourceRequest } from '../../core/resource-provider.ts';
import type { Ask } from './ask.ts';
import type { Holder } from './holdings.ts';
import { beyond, tagsIn, textIn } from './properties.ts';

type Change = Pick<ResourceRequest, 'stack' | 'properties'> & { readonly previous: Properties };

/** Puts the tags as the template has them now. */
export async function changeTags(
  ask: Ask,
  { noun, name }: Holder,
  { stack, properties, previous }: Change,
): Promise<void> {
  const tags = tagsIn({ stack, properties });
  const before = tagsIn({ stack, properties: previous });
  const valuesBefore = new Map(before.map(({ Key, Value }) => [Key, Value]));
  const changed = tags.filter(({ Key, Value }) => valuesBefore.get(Key) !== Value);
  const gone = beyond(
    valuesBefore.keys(),
    tags.map(({ Key }) => Key),
  );
  if (gone.length > 0) await ask(`Untag${noun}`, { [`${noun}Name`]: name, TagKeys: gone });
  if (changed.length > 0) await ask(`Tag${noun}`, { [`${noun}Name`]: name, Tags: changed });
}

/** Puts or takes away the permissions boundary. */
export async function changeBoundary(
  ask: Ask,
  { noun, name }: Holder,
  { properties, previous }: Pick<Change, 'properties' | 'previous'>,
): Promise<void> {
  const boundary = textIn(properties, 'PermissionsBoundary');
  const before = textIn(previous, 'PermissionsBoundary');
  if (boundary === before) return;
  if (boundary === undefined) await ask(`Delete${noun}PermissionsBoundary`, { [`${noun}Name`]: name });
  else await ask(`Put${noun}PermissionsBoundary`, { [`${noun}Name`]: name, PermissionsBoundary: boundary });
}
