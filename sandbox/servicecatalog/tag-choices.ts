import type { Call } from '../core/service.ts';
import { invalid } from './errors.ts';
import type { Path } from './launch-paths.ts';
import type { KeptTag, Portfolio } from './records.ts';
import { shelf, shelfOfAccount } from './shelf.ts';
import { merged } from './tags.ts';

/** The values that TagOptions leave for a key. None: portfolio and product contradict each other. */
export type TagChoice = { readonly key: string; readonly values: readonly string[] };

/** What TagOptions of portfolio and product say together: where both have a key, the values that both have. */
export function choicesOf(call: Call, { portfolio, product }: Pick<Path, 'portfolio' | 'product'>): TagChoice[] {
  const ofPortfolio = sharesTagOptions(call, portfolio) ? optionsOf(call, portfolio) : new Map<string, string[]>();
  const ofProduct = optionsOf(call, product);
  return [...new Set([...ofPortfolio.keys(), ...ofProduct.keys()])].map((key) => {
    const [ours, theirs] = [ofPortfolio.get(key), ofProduct.get(key)];
    if (ours === undefined || theirs === undefined) return { key, values: ours ?? theirs ?? [] };
    return { key, values: ours.filter((value) => theirs.includes(value)) };
  });
}

function optionsOf(
  call: Call,
  { id, owner }: { readonly id: string; readonly owner: string },
): ReadonlyMap<string, string[]> {
  const { tagOptionLinks, tagOptions } = shelfOfAccount(call, owner);
  const values = new Map<string, string[]>();
  for (const { resourceId, tagOptionId } of tagOptionLinks.values()) {
    const option = resourceId === id ? tagOptions.get(tagOptionId) : undefined;
    if (option?.active === true) values.set(option.key, [...(values.get(option.key) ?? []), option.value]);
  }
  return values;
}

function sharesTagOptions(call: Call, { id, owner }: Portfolio): boolean {
  if (owner === shelf(call).scope.account) return true;
  return shelfOfAccount(call, owner).shares.get(`${id}/${call.account}`)?.shareTagOptions === true;
}

/**
 * The tags of a launch: those of portfolio and product, those that TagOptions fix, and those that the launcher picks.
 *
 * @throws AwsError for a tag that no TagOption allows, and where a choice is open
 */
export function tagsForLaunch(call: Call, path: Path, picked: readonly KeptTag[]): KeptTag[] {
  const choices = choicesOf(call, path);
  return merged(
    path.tags,
    picked,
    choices.map((choice) => settle(choice, path, picked)),
  );
}

function settle({ key, values }: TagChoice, { portfolio, product }: Path, picked: readonly KeptTag[]): KeptTag {
  const choice = picked.find(({ Key }) => Key === key)?.Value;
  const [only, ...others] = values;
  // Launch is not blocked by a contradiction: the tag tells of it [D].
  if (only === undefined) return { Key: key, Value: `sc-tagoption-conflict-${portfolio.id}-${product.id}` };
  if (choice === undefined && others.length > 0)
    throw invalid(`A value has to be chosen for the tag ${key}: one of ${values.join(', ')}.`);
  if (choice !== undefined && !values.includes(choice))
    throw invalid(`Tag ${key} must have one of the values ${values.join(', ')}, got ${choice}.`);
  return { Key: key, Value: choice ?? only };
}
