import type { Document, Node } from 'yaml';
import { isScalar, Pair, parseDocument, Scalar, visit, YAMLMap } from 'yaml';

/** A template as far as the catalog looks into it. */
export type TemplateDocument = {
  readonly AWSTemplateFormatVersion?: unknown;
  readonly Metadata?: unknown;
  readonly Parameters?: unknown;
  readonly Rules?: unknown;
  readonly Resources?: unknown;
  readonly Outputs?: unknown;
};

/** An object of JSON. */
export type Section = { readonly [name: string]: unknown };

/**
 * Reads a template in JSON or YAML, the short forms of functions written out. Undefined: it is neither, or not an object;
 * a version whose template was not validated may hold anything.
 */
export function documentIn(template: Uint8Array): TemplateDocument | undefined {
  const text = Buffer.from(template).toString();
  const value = ofJson(text) ?? ofYaml(text);
  return isSection(value) ? value : undefined;
}

function ofJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function ofYaml(text: string): unknown {
  const document = parseDocument(text, { logLevel: 'silent' });
  if (document.errors.length > 0) return undefined;
  visit(document, { Node: (_, node) => writtenOut(document, node) });
  return document.toJS();
}

/** `!Sub x` as `Fn::Sub: x`; undefined for what is no short form, which leaves it as it is. */
function writtenOut(document: Document, node: Node): YAMLMap | undefined {
  const tag = 'tag' in node && typeof node.tag === 'string' ? node.tag : '';
  const [, name] = /^!([A-Za-z0-9]+)$/u.exec(tag) ?? [];
  if (name === undefined) return undefined;
  // Without its tag the node is not met again: `visit` goes on inside what takes its place.
  if ('tag' in node) delete node.tag;
  const longForm = new YAMLMap();
  const argument = name === 'GetAtt' && isScalar(node) ? document.createNode(attribute(String(node.value))) : node;
  longForm.items.push(new Pair(new Scalar(name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`), argument));
  return longForm;
}

function attribute(text: string): readonly [resource: string, attribute: string] {
  const [resource = '', ...rest] = text.split('.');
  return [resource, rest.join('.')];
}

/** An object, as opposed to a list, a text or nothing. */
export function isSection(value: unknown): value is Section {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
