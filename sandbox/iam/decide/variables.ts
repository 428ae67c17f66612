import type { Token } from './pattern.ts';
import { literalOf, patternOf } from './pattern.ts';

/** The one value that a key has in the request. Undefined: it has none, or several, which no variable can stand for. */
export type LookUp = (key: string) => string | undefined;

type Part = { readonly text: string; readonly isLiteral: boolean };

/** `${*}`, `${?}` and `${$}` write the characters that would otherwise mean something. */
const escapes: Readonly<Record<string, string>> = { '*': '*', '?': '?', $: '$' };

/**
 * Fills in policy variables: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`.
 *
 * @returns undefined where a variable has no value and no default: such a text matches nothing
 */
export function expandText(text: string, lookUp: LookUp): string | undefined {
  return partsOf(text, lookUp)
    ?.map((part) => part.text)
    .join('');
}

/** The same for texts with wildcards. What a variable stands for is taken literally, whatever it contains. */
export function expandPattern(text: string, lookUp: LookUp): readonly Token[] | undefined {
  if (!text.includes('${')) return patternOf(text);
  return partsOf(text, lookUp)?.flatMap((part) => (part.isLiteral ? literalOf(part.text) : patternOf(part.text)));
}

function partsOf(text: string, lookUp: LookUp): readonly Part[] | undefined {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(/\$\{([^}]*)\}/gu)) {
    const value = replacementOf(match[1] ?? '', lookUp);
    if (value === undefined) return undefined;
    parts.push({ text: text.slice(end, match.index), isLiteral: false }, { text: value, isLiteral: true });
    end = match.index + match[0].length;
  }
  return [...parts, { text: text.slice(end), isLiteral: false }];
}

function replacementOf(inside: string, lookUp: LookUp): string | undefined {
  const escaped = escapes[inside];
  if (escaped !== undefined) return escaped;
  const [, key = inside, fallback] = /^(.*?)\s*,\s*'([^']*)'\s*$/u.exec(inside) ?? [];
  return lookUp(key.trim()) ?? fallback;
}
