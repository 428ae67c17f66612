import type { NormalizedSchema } from '@smithy/core/schema';
import { writeText } from './scalars.ts';

/** The first line of every XML answer. */
export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Text inside an element. Line ends and control characters too: a reader would change or refuse them. */
export function escapeXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not get through
  return text.replace(/[&<>"\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\ufffe\uffff]/gu, (character) => {
    return entities.get(character) ?? `&#x${(character.codePointAt(0) ?? 0).toString(16)};`;
  });
}

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);

/** An element with content that is XML already. */
export function element(name: string, content: string, attributes = ''): string {
  return content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;
}

/** The members of a structure, one element each; attributes are left to {@link writeMember}. */
export function writeMembers(
  schema: NormalizedSchema,
  value: unknown,
  isIncluded: (member: NormalizedSchema) => boolean = () => true,
): string {
  const given = value as Readonly<Record<string, unknown>>;
  let written = '';
  for (const [name, member] of schema.structIterator()) {
    const one = given[name];
    if (one === undefined || one === null || !isIncluded(member)) continue;
    const traits = member.getMergedTraits();
    if (traits.xmlAttribute !== 1) written += writeMember(memberNameOf(name, member), member, one);
  }
  return written;
}

/** The name of a member's element. A flattened list takes it too: its items stand where the list would stand. */
export function memberNameOf(name: string, member: NormalizedSchema): string {
  // The trait of the member, not of its shape: shapes carry the name that they have as a document.
  return member.getMemberTraits().xmlName ?? name;
}

/** A value as an element of that name, or as several of them for a flattened list or map. */
export function writeMember(name: string, schema: NormalizedSchema, value: unknown): string {
  if (schema.isStructSchema()) return element(name, writeMembers(schema, value), attributesOf(schema, value));
  if (schema.isListSchema()) return writeList(name, schema, value);
  if (schema.isMapSchema()) return writeMap(name, schema, value);
  return element(name, escapeXml(writeText(schema, value, 'date-time')));
}

function writeList(name: string, schema: NormalizedSchema, value: unknown): string {
  const member = schema.getValueSchema();
  const isFlat = schema.getMergedTraits().xmlFlattened === 1;
  const itemName = isFlat ? name : (member.getMergedTraits().xmlName ?? 'member');
  const items = [...(value as Iterable<unknown>)].map((one) => writeMember(itemName, member, one)).join('');
  // An empty element says "empty list"; without it clients see no list at all [T].
  return isFlat ? items : element(name, items);
}

function writeMap(name: string, schema: NormalizedSchema, value: unknown): string {
  const [key, member] = [schema.getKeySchema(), schema.getValueSchema()];
  const isFlat = schema.getMergedTraits().xmlFlattened === 1;
  const keyName = key.getMergedTraits().xmlName ?? 'key';
  const valueName = member.getMergedTraits().xmlName ?? 'value';
  const entries = Object.entries(value as object)
    .filter(([, one]) => one !== undefined && one !== null)
    .map(([text, one]) =>
      element(isFlat ? name : 'entry', element(keyName, escapeXml(text)) + writeMember(valueName, member, one)),
    )
    .join('');
  return isFlat ? entries : element(name, entries);
}

/** Namespace and attributes of a structure: `xsi:type` of a grantee. */
export function attributesOf(schema: NormalizedSchema, value: unknown): string {
  const given = value as Readonly<Record<string, unknown>>;
  const namespace = schema.getMergedTraits().xmlNamespace;
  let written = '';
  if (namespace !== undefined) {
    const [prefix, uri] = namespace;
    written += ` xmlns${prefix === '' || prefix === undefined ? '' : `:${prefix}`}="${escapeXml(uri)}"`;
  }
  for (const [name, member] of schema.structIterator()) {
    const traits = member.getMergedTraits();
    if (traits.xmlAttribute !== 1 || given[name] === undefined) continue;
    written += ` ${traits.xmlName ?? name}="${escapeXml(writeText(member, given[name], 'date-time'))}"`;
  }
  return written;
}
