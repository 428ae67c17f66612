import type { Issue } from './errors.ts';
import { show } from './errors.ts';
import type { Json, Launch, Parameter, Parameters } from './parameters.ts';
import { isList, kindOf } from './parameters.ts';

/**
 * Between typed launch values and the texts that CloudFormation passes around. A text, number or boolean has one
 * spelling: what decodes encodes to itself, so that texts may be compared where values are meant (the Rules of a template
 * do). A list is read as CloudFormation reads it, trimmed at its commas; a document as JSON reads it.
 */

/** `0`, `30`, `-7`: no sign on zero, no leading zero, no plus. */
export const integerText = '^(0|-?[1-9][0-9]*)$';
/** Like an integer, with a fraction that does not end in zero. No exponent. */
export const numberText = '^(-?(0|[1-9][0-9]*)\\.[0-9]*[1-9]|0|-?[1-9][0-9]*)$';
/** A list item: not empty, no comma, no space at its ends (CloudFormation splits at commas and trims). */
export const listItemText = '^[^\\u0000-\\u0020,]([^,]*[^\\u0000-\\u0020,])?$';

/** CloudFormation's limit for the text of one parameter, in bytes of UTF-8. */
export const maximumTextBytes = 4096;

const patterns = {
  integer: new RegExp(integerText, 'u'),
  number: new RegExp(numberText, 'u'),
  listItem: new RegExp(listItemText, 'u'),
};

type Decoded = { readonly value: Json } | { readonly issue: string };

/** Reads the text of one parameter. */
export function decode(parameter: Parameter, text: string): Decoded {
  const kind = kindOf(parameter);
  switch (kind) {
    case 'integer':
    case 'number':
      return decodeNumber(parameter.type === 'integer' ? 'integer' : 'number', text);
    case 'boolean':
      return text === 'true' || text === 'false'
        ? { value: text === 'true' }
        : { issue: `must be true or false, got ${show(text)}` };
    case 'list':
      return decodeList(parameter, text);
    case 'document':
      return decodeDocument(text);
    case 'text':
    case 'aws':
      return { value: text };
    default:
      return kind satisfies never;
  }
}

function decodeNumber(type: 'integer' | 'number', text: string): Decoded {
  if (!patterns[type].test(text)) {
    const expected = type === 'integer' ? 'an integer such as 30' : 'a number such as 0.5';
    return { issue: `must be ${expected}, got ${show(text)}` };
  }
  const value = Number(text);
  if (type === 'integer' && !Number.isSafeInteger(value))
    return { issue: `must be ${safeIntegers}, got ${show(text)}` };
  if (String(value) === text) return { value };
  const expected = /[eI]/u.test(String(value)) ? `be ${writableNumbers}` : 'have at most 15 significant digits';
  return { issue: `must ${expected}, got ${show(text)}` };
}

const safeIntegers = 'between -(2^53-1) and 2^53-1';
/** What JavaScript writes without an exponent. */
const writableNumbers = '0 or between 0.000001 and 10^21 without its sign';

function decodeList(parameter: Parameter, text: string): Decoded {
  const texts = text.split(',').map(trim);
  // CloudFormation has no empty list, only one with an empty item.
  if (texts.join(',') === '') return { value: [] };
  if (texts.some((item) => item === '')) return { issue: `must not have an empty item, got ${show(text)}` };
  if (!isList(parameter) || parameter.items.type === 'string') return { value: texts };
  const items = texts.map((item) => decodeNumber('integer', item));
  const wrong = items.flatMap((item) => ('issue' in item ? [`item ${item.issue}`] : []));
  return wrong.length > 0
    ? { issue: wrong.join('; ') }
    : { value: items.flatMap((item) => ('value' in item ? [item.value] : [])) };
}

/** CloudFormation trims list members as Java's `String.trim` does: everything up to U+0020. */
function trim(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Java's trim takes them
  return text.replace(/^[\u0000-\u0020]+|[\u0000-\u0020]+$/gu, '');
}

function decodeDocument(text: string): Decoded {
  if (text === '') return { value: '' };
  try {
    const value: Json = JSON.parse(text);
    return typeof value === 'object' && value !== null
      ? { value }
      : { issue: `must be a JSON object or array, got ${show(text)}` };
  } catch (error) {
    return { issue: `must be a JSON document: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Writes the text of one typed value. The value has to satisfy the schema. */
export function encode(value: Json): string {
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.map(String).join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** {@link encode} for a known parameter: an array is a list or a document, which only the parameter tells. */
export function encodeFor(parameter: Parameter, value: Json): string {
  if (kindOf(parameter) === 'document') return value === '' ? '' : JSON.stringify(value);
  return encode(value);
}

/** What the texts of a launch decode to, and what does not. */
export type DecodedLaunch = { readonly values: Launch; readonly issues: readonly Issue[] };

/** Reads the texts of a launch. Names without parameter are kept, so that validation can report them. */
export function decodeAll(parameters: Parameters, texts: { readonly [name: string]: string }): DecodedLaunch {
  const values: [name: string, value: Json][] = [];
  const issues: Issue[] = [];
  for (const [name, text] of Object.entries(texts)) {
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    const decoded: Decoded = parameter === undefined ? { value: text } : decode(parameter, text);
    const issue = 'issue' in decoded ? decoded.issue : parameter && issueInSize(text);
    if (issue !== undefined) issues.push({ path: `/${name}`, message: issue });
    if ('value' in decoded) values.push([name, decoded.value]);
  }
  return { values: Object.fromEntries(values), issues };
}

/** What keeps typed values from being written as texts: items with commas, numbers out of range, documents over the limit. */
export function issuesInEncoding(parameters: Parameters, values: Launch): Issue[] {
  return Object.entries(parameters).flatMap(([name, parameter]) => {
    const value = values[name];
    if (value === undefined) return [];
    const size = issueInSize(encodeFor(parameter, value));
    return [...issuesInParts(`/${name}`, parameter, value), ...issuesAt(`/${name}`, size)];
  });
}

function issuesInParts(path: string, parameter: Parameter, value: Json): Issue[] {
  if (!isList(parameter)) return issuesAt(path, issueInNumber(parameter.type, value));
  if (!Array.isArray(value)) return [];
  const issueIn = parameter.items.type === 'integer' ? (item: Json) => issueInNumber('integer', item) : issueInItem;
  return value.flatMap((item, index) => issuesAt(`${path}/${index}`, issueIn(item)));
}

function issueInNumber(type: Parameter['type'], value: Json): string | undefined {
  if (type === 'integer' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return `must be ${safeIntegers}, got ${show(value)}`;
  }
  if (type !== 'number' || typeof value !== 'number' || patterns.number.test(String(value))) return undefined;
  return `must be ${writableNumbers}, got ${show(value)}`;
}

/** What keeps a text from being an item of a list. */
export function issueInItem(item: Json): string | undefined {
  if (typeof item !== 'string' || patterns.listItem.test(item)) return undefined;
  return `must not be empty, hold a comma, or begin or end with a space, got ${show(item)}`;
}

function issueInSize(text: string): string | undefined {
  const bytes = new TextEncoder().encode(text).length;
  return bytes > maximumTextBytes
    ? `must take at most 4,096 bytes as text, takes ${bytes.toLocaleString('en')}`
    : undefined;
}

function issuesAt(path: string, message: string | undefined): Issue[] {
  return message === undefined ? [] : [{ path, message }];
}
