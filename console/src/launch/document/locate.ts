import type { Node, ParseError } from 'jsonc-parser';
import { findNodeAtLocation, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { FieldIssue } from '../field-issues.ts';

/** A place in a text, counted from one as editors do. */
export type Position = { readonly line: number; readonly column: number; readonly offset: number };

/** An issue together with the place in the text that it is about; none, when it is about the text as a whole. */
export type LocatedIssue = FieldIssue & { readonly position?: Position };

const strict = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };

/**
 * Finds the place of each issue in the text of a document, and brings them in the order of the text. What keeps the text from being JSON is told in words of our
 * own, since every browser has others; whether it is JSON has been settled before.
 */
export function locate(text: string, issues: readonly FieldIssue[]): LocatedIssue[] {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, strict);
  const [error] = errors;
  const located = issues.map(({ path, message }): LocatedIssue => {
    if (error !== undefined) return { path, message: syntaxMessage(error), position: positionAt(text, error.offset) };
    return path === '' ? { path, message } : { path, message, position: positionAt(text, offsetOf(tree, path)) };
  });
  return located.sort((a, b) => (a.position?.offset ?? -1) - (b.position?.offset ?? -1));
}

function syntaxMessage({ error }: ParseError): string {
  return `must be a JSON document: ${syntaxWords.get(printParseErrorCode(error)) ?? 'this cannot be read'}`;
}

const syntaxWords = new Map<string, string>([
  ['InvalidSymbol', 'texts need double quotes; only true, false, null and numbers go without'],
  ['InvalidNumberFormat', 'this is not a number'],
  ['PropertyNameExpected', 'a property name in double quotes is expected here'],
  ['ValueExpected', 'a value is expected here'],
  ['ColonExpected', 'a colon is expected here'],
  ['CommaExpected', 'a comma is expected here'],
  ['CloseBraceExpected', 'a closing brace is missing'],
  ['CloseBracketExpected', 'a closing bracket is missing'],
  ['EndOfFileExpected', 'the document has ended before this'],
  ['InvalidCommentToken', 'JSON has no comments'],
  ['UnexpectedEndOfComment', 'JSON has no comments'],
  ['UnexpectedEndOfString', 'a closing double quote is missing'],
  ['UnexpectedEndOfNumber', 'this number is not complete'],
  ['InvalidUnicode', 'an escape of a character needs four hexadecimal digits'],
  ['InvalidEscapeCharacter', 'this cannot stand behind a backslash'],
  ['InvalidCharacter', 'this character has to be escaped'],
]);

/** Where the value of a JSON pointer begins; the nearest value around it, when there is none (a property is missing). */
function offsetOf(tree: Node | undefined, pointer: string): number {
  if (tree === undefined) return 0;
  const segments = pointer.split('/').slice(1).map(unescaped);
  for (let length = segments.length; length > 0; length -= 1) {
    const node = nodeAt(tree, segments.slice(0, length));
    if (node !== undefined) return node.offset;
  }
  return tree.offset;
}

function nodeAt(tree: Node, segments: readonly string[]): Node | undefined {
  return segments.reduce<Node | undefined>((node, segment) => {
    if (node === undefined) return undefined;
    return findNodeAtLocation(node, [node.type === 'array' ? Number(segment) : segment]);
  }, tree);
}

function unescaped(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, offset };
}
