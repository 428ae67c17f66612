import { decode, encodeFor } from '#lib/codec.ts';
import type { Issue } from '#lib/errors.ts';
import { issuesInValues } from '#lib/launch-check.ts';
import type { Json, Launch, Parameter, Parameters } from '#lib/parameters.ts';
import { isDocument, isList, isRequired } from '#lib/parameters.ts';
import { issuesIn } from '#lib/schema.ts';
import type { Described } from '#lib/to-json-schema.ts';
import { schemaOf } from '#lib/to-json-schema.ts';
import { locate } from './document/locate.ts';

/** What stands in one field: a text as it was typed, or the items of a list. Undefined: nothing was given. */
export type FieldDraft = string | readonly string[] | undefined;

/** What stands in the form, which need not be a launch yet. */
export type Draft = { readonly [name: string]: FieldDraft };

/** The form before anybody touched it: defaults where there are some. */
export function emptyDraft(parameters: Parameters): Draft {
  return draftFrom(parameters, {});
}

/** The form filled with a launch. Values without field are left out; what a value lacks is its default. */
export function draftFrom(parameters: Parameters, values: Launch): Draft {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => {
      const value = Object.hasOwn(values, name) ? values[name] : parameter.default;
      return [name, value === undefined ? undefined : fieldFrom(parameter, value)];
    }),
  );
}

function fieldFrom(parameter: Parameter, value: Json): FieldDraft {
  if (isList(parameter)) return (Array.isArray(value) ? value : [value]).map(textOf);
  if (isDocument(parameter)) return value === '' ? '' : JSON.stringify(value, null, 2);
  return typeof value === 'object' ? JSON.stringify(value) : encodeFor(parameter, value);
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What somebody typed into an empty field of this kind: a required field that was emptied is not given again. */
export function typed(parameter: Parameter, text: string): FieldDraft {
  return text === '' && isRequired(parameter) ? undefined : text;
}

/** A form as a launch, with everything that is wrong with it. */
export type ReadDraft = { readonly values: Launch; readonly issues: readonly Issue[] };

/** Reads and judges the form, in the order of work of every guard and with its very code. */
export function readDraft(product: Described, draft: Draft): ReadDraft {
  const fields = Object.entries(product.parameters).map(([name, parameter]) => readField(name, parameter, draft[name]));
  const values = Object.fromEntries(fields.flatMap(({ given }) => given));
  const unread = fields.flatMap(({ issues }) => issues);
  const names = new Set(unread.map(({ path }) => path.split('/')[1]));
  const judged = issuesInValues(product.parameters, values, (filled) => {
    // A default must not stand in for what was typed and cannot be read: rules would judge a value nobody gave.
    const known = Object.entries(filled).filter(([name]) => !names.has(name));
    return issuesIn(schemaOf(product), Object.fromEntries(known));
  });
  return { values, issues: [...unread, ...judged.filter(({ path }) => !names.has(path.split('/')[1]))] };
}

type ReadField = {
  readonly given: readonly (readonly [name: string, value: Json])[];
  readonly issues: readonly Issue[];
};

function readField(name: string, parameter: Parameter, field: FieldDraft): ReadField {
  if (field === undefined) return { given: [], issues: [] };
  if (typeof field !== 'string') return readList(name, parameter, field);
  const decoded = decode(parameter, field);
  if ('value' in decoded) return { given: [[name, decoded.value]], issues: [] };
  // Why a text is not JSON is said otherwise in every browser; the words of the editor are the same in all.
  const [issue] = isDocument(parameter) ? locate(field, [{ path: '', message: decoded.issue }]) : [];
  return { given: [], issues: [{ path: `/${name}`, message: issue?.message ?? decoded.issue }] };
}

/** Item by item, not joined: a comma that somebody typed into an item is an issue, not a second item. */
function readList(name: string, parameter: Parameter, items: readonly string[]): ReadField {
  if (!isList(parameter) || parameter.items.type === 'string') return { given: [[name, items]], issues: [] };
  const decoded = items.map((item) => decode(integer, item));
  const issues = decoded.flatMap((item, index) =>
    'issue' in item ? [{ path: `/${name}/${index}`, message: item.issue }] : [],
  );
  const values = decoded.flatMap((item) => ('value' in item ? [item.value] : []));
  return issues.length > 0 ? { given: [], issues } : { given: [[name, values]], issues };
}

const integer: Parameter = { type: 'integer', title: 'Item', description: 'An item of a list of whole numbers.' };
