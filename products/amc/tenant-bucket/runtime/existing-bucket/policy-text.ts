import { OutsideError } from '#lib/errors.ts';

/**
 * The text of a policy, cut up around its statements. Statements of others are passed on as they are written, byte for
 * byte: what is parsed and written anew is never quite the same.
 */
export type PolicyText = {
  readonly before: string;
  readonly statements: readonly string[];
  readonly after: string;
};

/** A policy without statements, for a bucket that has none yet. */
export const emptyPolicy: PolicyText = { before: '{"Version":"2012-10-17","Statement":', statements: [], after: '}' };

/** Cuts a policy up. Throws when the text is no policy: writing one in its place would destroy what is there. */
export function cutPolicy(text: string): PolicyText {
  const tokens = tokensOf(text);
  const start = valueOfStatement(tokens);
  const list = start === -1 ? undefined : membersFrom(tokens, start);
  const first = tokens[start];
  if (list === undefined || first === undefined) {
    throw new OutsideError(
      'the policy of the bucket cannot be read, so it is left as it is: it has no list of statements',
    );
  }
  return {
    before: text.slice(0, first.start),
    statements: list.ranges.map(({ start, end }) => text.slice(start, end)),
    after: text.slice(list.end),
  };
}

/** The text of a policy with these statements. */
export function printPolicy({ before, statements, after }: PolicyText): string {
  return `${before}[${statements.join(',')}]${after}`;
}

type Range = { readonly start: number; readonly end: number };
type Token = Range & {
  readonly text: string;
  /** How many objects and lists are open before it. */
  readonly depth: number;
};

/** The pieces of valid JSON: strings, brackets, commas, colons, and what else stands for itself. */
function tokensOf(text: string): readonly Token[] {
  checkJson(text);
  let depth = 0;
  return [...text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/gs)].map((match) => {
    if (/^[}\]]/.test(match[0])) depth--;
    const token = { text: match[0], start: match.index, end: match.index + match[0].length, depth };
    if (/^[{[]/.test(match[0])) depth++;
    return token;
  });
}

function checkJson(text: string): void {
  try {
    JSON.parse(text);
  } catch (error) {
    throw new OutsideError('the policy of the bucket cannot be read, so it is left as it is', { cause: error });
  }
}

/** Where the value of the policy's own member `Statement` begins. */
function valueOfStatement(tokens: readonly Token[]): number {
  const colon = tokens.findIndex(
    ({ text, depth }, at) => text === ':' && depth === 1 && /^"Statement"$/i.test(tokens[at - 1]?.text ?? ''),
  );
  return colon === -1 ? -1 : colon + 1;
}

/** The members of the list that begins here, or the only statement, which may stand without a list. */
function membersFrom(tokens: readonly Token[], start: number): { ranges: Range[]; end: number } | undefined {
  const last = endFrom(tokens, start);
  const end = tokens[last]?.end;
  if (end === undefined || !/^[{[]/.test(tokens[start]?.text ?? '')) return undefined;
  if (tokens[start]?.text === '{') return { ranges: [rangeOf(tokens, start)], end };
  const ranges: Range[] = [];
  for (let at = start + 1; at < last; at = endFrom(tokens, at) + 1) {
    if (tokens[at]?.text !== ',') ranges.push(rangeOf(tokens, at));
  }
  return { ranges, end };
}

function rangeOf(tokens: readonly Token[], at: number): Range {
  return { start: tokens[at]?.start ?? 0, end: tokens[endFrom(tokens, at)]?.end ?? 0 };
}

/** The last token of the value that begins here. */
function endFrom(tokens: readonly Token[], at: number): number {
  const opening = tokens[at];
  if (opening === undefined || !/^[{[]/.test(opening.text)) return at;
  return tokens.findIndex(({ text, depth }, i) => i > at && depth === opening.depth && /^[}\]]/.test(text));
}
