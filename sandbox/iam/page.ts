import { constraintError, validationError } from './errors.ts';

/** What every list of IAM takes. */
export type PageInput = { readonly Marker?: string | undefined; readonly MaxItems?: number | undefined };

/** One page of a list, in the members that every answer of a list has. */
export type Page<Item> = {
  readonly items: Item[];
  readonly rest: { readonly IsTruncated: boolean; readonly Marker?: string };
};

const usualPage = 100;

/**
 * Cuts a page out of a list that is ordered by a key. The marker is the last key that was seen, so that entities that
 * come and go between two pages make no other appear twice.
 *
 * @throws AwsError ValidationError
 */
export function pageOf<Item>(items: readonly Item[], keyOf: (item: Item) => string, input: PageInput): Page<Item> {
  const { Marker, MaxItems = usualPage } = input;
  if (MaxItems < 1) throw constraintError('maxItems', 'have value greater than or equal to 1');
  if (MaxItems > 1000) throw constraintError('maxItems', 'have value less than or equal to 1000');
  const after = Marker === undefined ? undefined : readMarker(Marker);
  const left = after === undefined ? items : items.slice(items.findIndex((item) => keyOf(item) === after) + 1);
  const shown = left.slice(0, MaxItems);
  const last = shown.at(-1);
  if (last === undefined || shown.length === left.length) return { items: shown, rest: { IsTruncated: false } };
  return { items: shown, rest: { IsTruncated: true, Marker: Buffer.from(keyOf(last)).toString('base64url') } };
}

function readMarker(marker: string): string {
  const key = Buffer.from(marker, 'base64url').toString();
  if (key === '' || Buffer.from(key).toString('base64url') !== marker) throw validationError('Invalid Marker.');
  return key;
}
