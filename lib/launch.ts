import { decodeAll, encodeFor } from './codec.ts';
import type { Issue } from './errors.ts';
import { InputError, show } from './errors.ts';
import { issuesInTexts, issuesInValues } from './launch-check.ts';
import type { Json, Launch } from './parameters.ts';
import { issuesIn } from './schema.ts';
import type { Described } from './to-json-schema.ts';
import { fillIn, schemaOf } from './to-json-schema.ts';

/** What is wrong with typed launch values, for every field and rule at once. Defaults are filled in first. */
export function issuesInLaunch(product: Described, values: Launch): Issue[] {
  return issuesInValues(product.parameters, values, (filled) => issuesIn(schemaOf(product), filled));
}

/** The same for texts, as CloudFormation and Service Catalog pass them. */
export function issuesInLaunchTexts(product: Described, texts: { readonly [name: string]: string }): Issue[] {
  return issuesInTexts(product.parameters, texts, (filled) => issuesIn(schemaOf(product), filled));
}

/**
 * The texts of a typed launch, defaults included, in the order of the definition.
 *
 * @throws InputError with every issue of the launch
 */
export function encodeLaunch(product: Described, values: Launch, subject: string): [name: string, text: string][] {
  const issues = issuesInLaunch(product, values);
  if (issues.length > 0) throw new InputError(subject, issues);
  const filled = fillIn(product.parameters, values);
  return Object.entries(product.parameters).map(([name, parameter]) => [
    name,
    encodeFor(parameter, filled[name] ?? ''),
  ]);
}

/** A launch as somebody wrote it down, with everything that is wrong with it. */
export type LaunchFile = { readonly values: Launch; readonly issues: readonly Issue[] };

/**
 * Reads a launch in any of the forms people have at hand: typed JSON (`{"RetentionDays": 30}`), CloudFormation's
 * parameters file (`[{"ParameterKey", "ParameterValue"}]`) and Service Catalog's (`[{"Key", "Value"}]`).
 */
export function readLaunch(product: Described, content: unknown): LaunchFile {
  if (Array.isArray(content)) return readPairs(product, content);
  if (isRecord(content)) return { values: content, issues: issuesInLaunch(product, content) };
  return { values: {}, issues: [{ path: '', message: `must be a JSON object of parameters, got ${show(content)}` }] };
}

function readPairs(product: Described, pairs: readonly unknown[]): LaunchFile {
  const texts = new Map<string, string>();
  const unread = new Set<string>();
  const issues: Issue[] = [];
  for (const [index, pair] of pairs.entries()) {
    const { key, text } = readPair(pair);
    if (key === undefined || text === undefined) {
      const forms = '{"ParameterKey", "ParameterValue"} or {"Key", "Value"} with texts';
      issues.push({ path: `/${index}`, message: `must be ${forms}, got ${show(pair)}` });
      if (key !== undefined) unread.add(`/${key}`);
    } else if (texts.has(key)) {
      issues.push({ path: `/${index}`, message: `gives ${key} a second time` });
    } else {
      texts.set(key, text);
    }
  }
  const given = Object.fromEntries(texts);
  const { values } = decodeAll(product.parameters, given);
  // What could not be read is missing, which would be called required on top.
  issues.push(...issuesInLaunchTexts(product, given).filter(({ path }) => !unread.has(path)));
  return { values, issues };
}

function readPair(pair: unknown): { readonly key?: string; readonly text?: string } {
  if (!isRecord(pair)) return {};
  const [key, text] = [pair['ParameterKey'] ?? pair['Key'], pair['ParameterValue'] ?? pair['Value']];
  return { ...(typeof key === 'string' && { key }), ...(typeof text === 'string' && { text }) };
}

function isRecord(value: unknown): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
