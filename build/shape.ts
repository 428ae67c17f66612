import type { Issue } from '#lib/errors.ts';
import { show } from '#lib/errors.ts';
import type { AnyProduct } from '#lib/product.ts';
import { isRecord } from './check/template.ts';

/**
 * What is wrong with the shape of a definition. Types say it while it is written; here they are stripped, and everything
 * that reads a definition relies on its shape.
 */
export function issuesInShape(product: unknown): Issue[] {
  if (!isRecord(product)) return [{ path: '', message: `must be made by defineProduct(), got ${show(product)}` }];
  return [
    ...texts.flatMap((name) =>
      unless(typeof product[name] === 'string', `/${name}`, `a text, got ${show(product[name])}`),
    ),
    ...unless(typeof product['template'] === 'function', '/template', "a function: () => import('./template.ts')"),
    ...issuesInParameters(product['parameters']),
    ...issuesInGroups(product['groups']),
    ...unless(isTexts(product['identity']), '/identity', `a list of parameter names, got ${show(product['identity'])}`),
    ...optional(product, 'fixed', isTexts, 'a list of parameter names'),
    ...optional(product, 'rules', isRecord, 'an object of rules'),
    ...optional(product, 'options', isRecord, 'a TypeBox object'),
  ];
}

/** Whether {@link issuesInShape} has nothing to say. */
export function isProduct(product: unknown): product is AnyProduct {
  return issuesInShape(product).length === 0;
}

const texts = ['id', 'home', 'title', 'summary', 'owner', 'version', 'family', 'name', 'address'] as const;

function issuesInParameters(parameters: unknown): Issue[] {
  if (!isRecord(parameters)) return unless(false, '/parameters', `an object of parameters, got ${show(parameters)}`);
  return Object.entries(parameters).flatMap(([name, parameter]) => {
    const at = `/parameters/${name}`;
    if (!isRecord(parameter)) return unless(false, at, `a parameter, got ${show(parameter)}`);
    return ['type', 'title', 'description'].flatMap((key) =>
      unless(typeof parameter[key] === 'string', `${at}/${key}`, `a text, got ${show(parameter[key])}`),
    );
  });
}

function issuesInGroups(groups: unknown): Issue[] {
  if (!Array.isArray(groups)) return unless(false, '/groups', `a list of groups, got ${show(groups)}`);
  return groups.flatMap((group: unknown, index) =>
    unless(
      isRecord(group) && typeof group['title'] === 'string' && isTexts(group['parameters']),
      `/groups/${index}`,
      `{ title, parameters: [names] }, got ${show(group)}`,
    ),
  );
}

type Section = { readonly [name: string]: unknown };

function optional(product: Section, name: string, holds: (value: unknown) => boolean, what: string): Issue[] {
  const value = product[name];
  return unless(value === undefined || holds(value), `/${name}`, `${what}, got ${show(value)}`);
}

function unless(holds: boolean, path: string, expected: string): Issue[] {
  return holds ? [] : [{ path, message: `must be ${expected}` }];
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
