import { AwsError } from '../core/aws-error.ts';
import { validation } from './errors.ts';

type Request = { readonly MaxResults?: number | undefined; readonly NextToken?: string | undefined };

/** One page of a list. A token says where the next one begins. */
export function pageOf<Item>(items: readonly Item[], { MaxResults, NextToken }: Request, most: number) {
  const size = MaxResults ?? most;
  if (size < 1 || size > most) {
    const bound = size < 1 ? 'greater than or equal to 1' : `less than or equal to ${most}`;
    throw validation(
      `1 validation error detected: Value '${size}' at 'maxResults' failed to satisfy constraint: Member must have value ${bound}`,
    );
  }
  const from = NextToken === undefined ? 0 : Number(Buffer.from(NextToken, 'base64url').toString());
  if (!Number.isInteger(from)) throw new AwsError('InvalidNextToken', 'The specified token is not valid.');
  const end = from + size;
  const token = end < items.length ? Buffer.from(String(end)).toString('base64url') : undefined;
  return { items: items.slice(from, end), NextToken: token };
}
