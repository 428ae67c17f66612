import type { Tag } from '@aws-sdk/client-service-catalog';
import { invalid } from './errors.ts';
import { type quotas, within } from './quotas.ts';
import type { KeptTag } from './records.ts';

/**
 * Tags of a request, held against what tags may be.
 *
 * @throws AwsError
 */
export function tagsFrom(tags: readonly Tag[] | undefined, quota: keyof typeof quotas): KeptTag[] {
  const kept = (tags ?? []).map(({ Key, Value }) => ({ Key: Key ?? '', Value: Value ?? '' }));
  const keys = kept.map(({ Key }) => Key);
  const [reserved] = keys.filter((key) => key.toLowerCase().startsWith('aws:'));
  if (reserved !== undefined) throw invalid(`Tag keys must not begin with aws:, got ${reserved}`);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) throw invalid(`Duplicate tag key ${twice}`);
  const bad = kept.find(({ Key, Value }) => Key === '' || Key.length > 128 || Value === '' || Value.length > 256);
  if (bad !== undefined) throw invalid(`Tag ${bad.Key} must have a key of 1 to 128 and a value of 1 to 256 characters`);
  within(quota, kept.length);
  return kept;
}

/** Tags over tags: the later value of a key wins. */
export function merged(...lists: readonly (readonly KeptTag[])[]): KeptTag[] {
  return [...new Map(lists.flat().map((tag) => [tag.Key, tag])).values()];
}

/** Tags without those of the keys, with those that are added. */
export function changed(
  tags: readonly KeptTag[],
  { add, remove = [] }: { readonly add: readonly KeptTag[]; readonly remove?: readonly string[] },
): KeptTag[] {
  return merged(
    tags.filter(({ Key }) => !remove.includes(Key)),
    add,
  );
}
