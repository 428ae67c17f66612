import type { Condition } from './conditions.ts';
import { operatorOf } from './conditions.ts';
import type { Principals } from './principal.ts';

/** A list of a statement and whether it means what it lists or all but that. */
export type Listed<Item> = { readonly isNot: boolean; readonly items: Item };

/** A statement as decisions read it. */
export type Statement = {
  /** Names it in decisions: `policy 'launch' statement 3`. */
  readonly name: string;
  readonly isDeny: boolean;
  readonly actions: Listed<readonly string[]>;
  /** Undefined in trust policies: the role itself. */
  readonly resources: Listed<readonly string[]> | undefined;
  /** Undefined in identity-based policies: whoever they are attached to. */
  readonly principals: Listed<Principals> | undefined;
  readonly conditions: readonly Condition[];
  /** Whether the policy is of a version that has variables. */
  readonly hasVariables: boolean;
};

/** A policy that has been read. */
export type Policy = readonly Statement[];

/** Version of the policy language that brought variables. */
const versionWithVariables = '2012-10-17';

/**
 * Reads a policy that was accepted before; `parsePolicy` in `grammar/` is what refuses.
 *
 * @param label names the policy in decisions
 * @throws Error for what no AWS service would have accepted: an access decision must not guess
 */
export function readPolicy(label: string, source: unknown): Policy {
  const document = objectOf(typeof source === 'string' ? JSON.parse(source) : source, `policy '${label}'`);
  const hasVariables = document['Version'] === versionWithVariables;
  return listOf(document['Statement']).map((statement, index) =>
    readStatement({ label, index, hasVariables }, statement),
  );
}

function readStatement(
  { label, index, hasVariables }: { readonly label: string; readonly index: number; readonly hasVariables: boolean },
  source: unknown,
): Statement {
  const statement = objectOf(source, `policy '${label}' statement ${index + 1}`);
  const sid = statement['Sid'];
  const name = `policy '${label}' statement ${typeof sid === 'string' && sid !== '' ? sid : index + 1}`;
  const actions = listed(statement, 'Action', (value) => textsOf(value, name));
  if (actions === undefined) throw new Error(`${name} has no Action`);
  return {
    name,
    isDeny: statement['Effect'] !== 'Allow',
    actions,
    resources: listed(statement, 'Resource', (value) => textsOf(value, name)),
    principals: listed(statement, 'Principal', (value) => principalsOf(value, name)),
    conditions: conditionsOf(statement['Condition'], name),
    hasVariables,
  };
}

function listed<Item>(
  statement: Readonly<Record<string, unknown>>,
  element: string,
  read: (value: unknown) => Item,
): Listed<Item> | undefined {
  if (statement[element] !== undefined) return { isNot: false, items: read(statement[element]) };
  const negated = statement[`Not${element}`];
  return negated === undefined ? undefined : { isNot: true, items: read(negated) };
}

function principalsOf(value: unknown, name: string): Principals {
  if (value === '*') return { everyone: true, aws: [], services: [] };
  const named = objectOf(value, `the principal of ${name}`);
  const aws = named['AWS'] === undefined ? [] : textsOf(named['AWS'], name);
  const services = named['Service'] === undefined ? [] : textsOf(named['Service'], name);
  return { everyone: aws.includes('*'), aws, services };
}

function conditionsOf(value: unknown, name: string): readonly Condition[] {
  if (value === undefined) return [];
  return Object.entries(objectOf(value, `the condition of ${name}`)).flatMap(([operatorName, keys]) => {
    const entries = Object.entries(objectOf(keys, `${operatorName} of ${name}`));
    const operator = operatorOf(operatorName);
    // IAM accepts an unknown operator that compares nothing (recorded).
    if (operator === undefined && entries.length > 0)
      throw new Error(`${name} has the unknown operator ${operatorName}`);
    return entries.flatMap(([key, values]) =>
      operator === undefined ? [] : [{ ...operator, key, values: textsOf(values, name) }],
    );
  });
}

/** A JSON value that is one or several texts; numbers and booleans are written out, as AWS does. */
function textsOf(value: unknown, name: string): readonly string[] {
  return listOf(value).map((item) => {
    if (typeof item === 'string') return item;
    if (typeof item === 'number' || typeof item === 'boolean') return String(item);
    throw new Error(`${name} has ${JSON.stringify(item)} where a text belongs`);
  });
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function objectOf(value: unknown, subject: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${subject} is not an object`);
  return Object.fromEntries(Object.entries(value));
}
