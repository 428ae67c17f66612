import type { NormalizedSchema } from '@smithy/core/schema';
import { readText } from './scalars.ts';

/** The names of a form, split at their dots: `Tags.member.1.Key` is four deep. */
export type FormNode = { text?: string; readonly children: Map<string, FormNode> };

/** Reads `application/x-www-form-urlencoded`. */
export function parseForm(body: string): URLSearchParams {
  return new URLSearchParams(body);
}

/** The tree of a form's names. */
export function formTree(form: Iterable<readonly [string, string]>): FormNode {
  const root: FormNode = { children: new Map() };
  for (const [name, value] of form) {
    let node = root;
    for (const part of name.split('.')) {
      const child = node.children.get(part) ?? { children: new Map() };
      node.children.set(part, child);
      node = child;
    }
    node.text = value;
  }
  return root;
}

/**
 * Reads a value by its shape as the query protocol spells it.
 *
 * @throws MalformedValue
 */
export function readForm(schema: NormalizedSchema, node: FormNode): unknown {
  if (schema.isStructSchema()) {
    const read: Record<string, unknown> = {};
    for (const [name, member] of schema.structIterator()) {
      const child = node.children.get(member.getMergedTraits().xmlName ?? name);
      if (child !== undefined) read[name] = readForm(member, child);
    }
    return read;
  }
  if (schema.isListSchema()) return readList(schema, node);
  if (schema.isMapSchema()) return readMap(schema, node);
  return readText(schema, node.text ?? '');
}

function readList(schema: NormalizedSchema, node: FormNode): unknown[] {
  const member = schema.getValueSchema();
  const isFlat = schema.getMergedTraits().xmlFlattened === 1;
  const name = member.getMergedTraits().xmlName ?? 'member';
  const items = isFlat ? node : (node.children.get(name) ?? node.children.get('member'));
  return numbered(items).map((item) => readForm(member, item));
}

function readMap(schema: NormalizedSchema, node: FormNode): Record<string, unknown> {
  const [key, value] = [schema.getKeySchema(), schema.getValueSchema()];
  const isFlat = schema.getMergedTraits().xmlFlattened === 1;
  const keyName = key.getMergedTraits().xmlName ?? 'key';
  const valueName = value.getMergedTraits().xmlName ?? 'value';
  return Object.fromEntries(
    numbered(isFlat ? node : node.children.get('entry')).map((entry) => [
      entry.children.get(keyName)?.text ?? '',
      readForm(value, entry.children.get(valueName) ?? { children: new Map() }),
    ]),
  );
}

/** Items in the order of their numbers, which is not always the order in which they are sent. */
function numbered(node: FormNode | undefined): readonly FormNode[] {
  return [...(node?.children ?? [])]
    .filter(([name]) => /^\d+$/u.test(name))
    .sort(([one], [other]) => Number(one) - Number(other))
    .map(([, child]) => child);
}
