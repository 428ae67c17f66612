import type { NormalizedSchema } from '@smithy/core/schema';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { MalformedValue, readText } from './scalars.ts';
import { memberNameOf } from './write-xml.ts';

/** Every value a text, spaces kept, entities of characters resolved: keys of objects are in these documents. */
const parser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseAttributeValue: false,
  removeNSPrefix: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

/**
 * Reads a document by the shape of its root.
 *
 * @throws MalformedValue for what is not XML, has another root, or elements that the shape does not know
 */
export function readXml(schema: NormalizedSchema, text: string, root: string): unknown {
  const document = parse(text);
  const names = Object.keys(document).filter((name) => name !== '#text');
  if (names.length !== 1 || names[0] !== root) throw new MalformedValue(`expected the element ${root}`);
  return readElement(schema, document[root]);
}

function parse(text: string): Readonly<Record<string, unknown>> {
  // The parser by itself lets unclosed elements pass [T].
  if (XMLValidator.validate(text) !== true) throw new MalformedValue('not well-formed');
  try {
    return parser.parse(text) as Readonly<Record<string, unknown>>;
  } catch (error) {
    // Names such as `__proto__`, entities that grow without end, too many levels.
    throw new MalformedValue('not well-formed', { cause: error });
  }
}

function readElement(schema: NormalizedSchema, value: unknown): unknown {
  if (schema.isStructSchema()) return readStructure(schema, value);
  if (schema.isListSchema()) return readList(schema, value);
  if (schema.isMapSchema()) return readMap(schema, value);
  if (Array.isArray(value)) throw new MalformedValue('an element is repeated');
  return readText(schema, textOf(value));
}

function readStructure(schema: NormalizedSchema, value: unknown): Record<string, unknown> {
  if (Array.isArray(value)) throw new MalformedValue('an element is repeated');
  const given = asElement(value);
  const read: Record<string, unknown> = {};
  const known = new Set<string>();
  for (const [name, member] of schema.structIterator()) {
    const traits = member.getMergedTraits();
    // Prefixes are taken off: `xsi:type` is `type`.
    const own = memberNameOf(name, member);
    const key = traits.xmlAttribute === 1 ? `@${(traits.xmlName ?? name).replace(/^.*:/u, '')}` : own;
    known.add(key);
    const one = given[key];
    if (one !== undefined) read[name] = readElement(member, one);
  }
  const unknown = Object.keys(given).find((key) => !known.has(key) && key !== '#text' && !key.startsWith('@'));
  if (unknown !== undefined) throw new MalformedValue(`the element ${unknown} is not expected`);
  return read;
}

function readList(schema: NormalizedSchema, value: unknown): unknown[] {
  const item = schema.getValueSchema();
  if (schema.getMergedTraits().xmlFlattened === 1) return asArray(value).map((one) => readElement(item, one));
  const inner = asElement(value)[item.getMergedTraits().xmlName ?? 'member'];
  return inner === undefined ? [] : asArray(inner).map((one) => readElement(item, one));
}

function readMap(schema: NormalizedSchema, value: unknown): Record<string, unknown> {
  const [key, item] = [schema.getKeySchema(), schema.getValueSchema()];
  const entries =
    schema.getMergedTraits().xmlFlattened === 1 ? asArray(value) : asArray(asElement(value)['entry'] ?? []);
  return Object.fromEntries(
    entries.map((entry) => {
      const pair = asElement(entry);
      return [
        textOf(pair[key.getMergedTraits().xmlName ?? 'key']),
        readElement(item, pair[item.getMergedTraits().xmlName ?? 'value']),
      ];
    }),
  );
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const text = asElement(value)['#text'];
  return typeof text === 'string' ? text : '';
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function asElement(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
