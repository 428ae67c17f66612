import type { Issue } from './errors.ts';
import { InputError, show } from './errors.ts';
import { issuesInLaunch } from './launch.ts';
import type { Json, Parameter, Parameters } from './parameters.ts';
import { isDocument, isList, isRequired } from './parameters.ts';
import { objectionsTo } from './pattern.ts';
import type { AnyProduct } from './product.ts';
import type { AnyClaim } from './rules.ts';
import { objectionToSchema } from './schema.ts';
import { toJsonSchema } from './to-json-schema.ts';

const semver = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/u;
const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/u;
const pascal = /^[A-Z][A-Za-z0-9]{0,254}$/u;
/** CloudFormation's limit for a parameter's description, in bytes. */
const maximumDescriptionBytes = 4000;

/** What is wrong with a definition beyond what its types tell; empty when it is sound. */
export function issuesInDefinition(product: AnyProduct): Issue[] {
  const shape = [
    ...issuesInWords(product),
    ...issuesInGroups(product),
    ...issuesInIdentity(product),
    ...issuesInFixed(product),
  ];
  const parameters = Object.entries(product.parameters).flatMap(([name, parameter]) =>
    issuesInParameter(name, parameter),
  );
  const rules = Object.entries(product.rules ?? {}).flatMap(([name, rule]) =>
    issuesInRule(product, name, [rule.if, rule.then]),
  );
  const issues = [...shape, ...parameters, ...rules];
  return issues.length > 0 ? issues : issuesInDefaults(product);
}

/** @throws InputError naming every issue of the definition */
export function assertSound(product: AnyProduct): void {
  const issues = issuesInDefinition(product);
  if (issues.length > 0) throw new InputError(`the definition of '${product.id}'`, issues);
}

function issuesInWords(product: AnyProduct): Issue[] {
  const expectations: [path: string, holds: boolean, message: string][] = [
    [
      '/id',
      product.id === `${product.family}-${product.name}`,
      `must be '${product.family}-${product.name}', as the folders are named, got ${show(product.id)}`,
    ],
    ['/id', kebab.test(product.id), `must be lower-case words joined by single hyphens, got ${show(product.id)}`],
    [
      '/version',
      semver.test(product.version),
      `must be a semantic version such as 1.0.0, got ${show(product.version)}`,
    ],
    [
      '/title',
      product.title.length >= 1 && product.title.length <= 100,
      `must have 1 to 100 characters, got ${product.title.length}`,
    ],
    [
      '/summary',
      product.summary.length >= 1 && product.summary.length <= 1000,
      `must have 1 to 1,000 characters, got ${product.summary.length}`,
    ],
    [
      '/owner',
      product.owner.length >= 1 && product.owner.length <= 8191,
      'must name the team that answers for the product',
    ],
    [
      '/parameters',
      Object.keys(product.parameters).length <= 180,
      'must be at most 180, to leave headroom below the 200 of CloudFormation',
    ],
  ];
  return expectations.flatMap(([path, holds, message]) => (holds ? [] : [{ path, message }]));
}

function issuesInGroups(product: AnyProduct): Issue[] {
  const grouped = product.groups.flatMap((group) => group.parameters);
  const unknown = grouped
    .filter((name) => !Object.hasOwn(product.parameters, name))
    .map((name) => `names ${name}, which is not a parameter`);
  const twice = grouped.filter((name, index) => grouped.indexOf(name) !== index).map((name) => `has ${name} twice`);
  const missing = Object.keys(product.parameters)
    .filter((name) => !grouped.includes(name))
    .map((name) => `lacks ${name}`);
  return [...unknown, ...twice, ...missing].map((message) => ({ path: '/groups', message }));
}

function issuesInIdentity({ identity, parameters }: AnyProduct): Issue[] {
  const issues = identity
    .filter((name) => !Object.hasOwn(parameters, name))
    .map((name) => `names ${name}, which is not a parameter`);
  if (identity[0] !== 'Project' || identity[1] !== 'Environment')
    issues.push(`must begin with Project and Environment, got ${show(identity)}`);
  for (const name of identity.slice(2)) {
    const parameter = parameters[name];
    if (parameter !== undefined && !isRequired(parameter))
      issues.push(`names ${name}, which has a default: two launches would share it by accident`);
  }
  return issues.map((message) => ({ path: '/identity', message }));
}

function issuesInFixed({ fixed = [], parameters }: AnyProduct): Issue[] {
  return fixed
    .filter((name) => !Object.hasOwn(parameters, name))
    .map((name) => ({ path: '/fixed', message: `names ${name}, which is not a parameter` }));
}

function issuesInParameter(name: string, parameter: Parameter): Issue[] {
  const at = `/parameters/${name}`;
  const issues: Issue[] = [];
  const say = (path: string, message: string) => issues.push({ path: `${at}${path}`, message });
  if (!pascal.test(name)) say('', 'must be named in PascalCase with letters and digits only');
  if (parameter.title === '' || parameter.title.length > 100)
    say('/title', `must have 1 to 100 characters, got ${parameter.title.length}`);
  const bytes = new TextEncoder().encode(parameter.description).length;
  if (bytes === 0 || bytes > maximumDescriptionBytes) say('/description', `must take 1 to 4,000 bytes, takes ${bytes}`);
  const { subject, path } = isList(parameter)
    ? { subject: parameter.items, path: '/items' }
    : { subject: parameter, path: '' };
  if ('pattern' in subject && subject.pattern !== undefined) {
    for (const objection of objectionsTo(subject.pattern)) say(`${path}/pattern`, objection);
  }
  if ('enum' in subject && subject.enum !== undefined)
    for (const message of issuesInEnum(subject.enum)) say(`${path}/enum`, message);
  for (const [low, high] of [
    ['minimum', 'maximum'],
    ['minLength', 'maxLength'],
    ['minItems', 'maxItems'],
  ] as const) {
    const [least, most] = [
      bound(parameter, low) ?? bound(subject, low),
      bound(parameter, high) ?? bound(subject, high),
    ];
    if (least !== undefined && most !== undefined && least > most)
      say(`/${high}`, `must be >= ${low} (${least}), got ${most}`);
  }
  if (isDocument(parameter)) {
    const objection = objectionToSchema(parameter.contentSchema);
    if (objection !== undefined) say('/contentSchema', `is not a schema: ${objection}`);
  }
  return issues;
}

function bound(schema: object, keyword: string): number | undefined {
  const value: unknown = Object.hasOwn(schema, keyword)
    ? Object.entries(schema).find(([key]) => key === keyword)?.[1]
    : undefined;
  return typeof value === 'number' ? value : undefined;
}

function issuesInEnum(values: readonly (string | number)[]): string[] {
  const twice = values
    .filter((value, index) => values.indexOf(value) !== index)
    .map((value) => `has ${show(value)} twice`);
  return values.length === 0 ? ['must have at least one value'] : twice;
}

function issuesInRule(product: AnyProduct, name: string, claims: readonly (AnyClaim | undefined)[]): Issue[] {
  const at = `/rules/${name}`;
  const issues: Issue[] = pascal.test(name)
    ? []
    : [{ path: at, message: 'must be named in PascalCase with letters and digits only' }];
  for (const claim of claims) {
    for (const [parameter, patterns] of mentionedIn(claim)) {
      if (!Object.hasOwn(product.parameters, parameter))
        issues.push({ path: at, message: `names ${parameter}, which is not a parameter` });
      for (const objection of patterns.flatMap(objectionsTo))
        issues.push({ path: `${at}/${parameter}/pattern`, message: objection });
    }
  }
  return issues;
}

/** The parameters a claim speaks of, each with the patterns and siblings it names. */
function mentionedIn(claim: AnyClaim | undefined): [parameter: string, patterns: string[]][] {
  if (claim === undefined) return [];
  const inner = [
    ...(claim.allOf ?? []),
    ...(claim.anyOf ?? []),
    ...(claim.not === undefined ? [] : [claim.not]),
  ].flatMap(mentionedIn);
  const own = Object.entries(claim.properties ?? {}).map(([name, test]): [string, string[]] => {
    const pattern = test['pattern'];
    return [name, typeof pattern === 'string' ? [pattern] : []];
  });
  const siblings = [...JSON.stringify(claim.properties ?? {}).matchAll(/"\$data":"1\/([^"]+)"/gu)].map(
    (match): [string, string[]] => [match[1] ?? '', []],
  );
  return [...own, ...siblings, ...inner];
}

/** A default satisfies its own constraints, and all defaults together break no rule that no launch could mend. */
function issuesInDefaults(product: AnyProduct): Issue[] {
  const schema = objectionToSchema(toJsonSchema(product));
  if (schema !== undefined) return [{ path: '/rules', message: `is not a schema: ${schema}` }];
  return Object.entries(product.parameters).flatMap(([name, parameter]) => {
    const value = parameter.default;
    return value === undefined ? [] : defaultIssues(name, parameter, value);
  });
}

function defaultIssues(name: string, parameter: Parameter, value: Json): Issue[] {
  const alone: Parameters = { [name]: parameter };
  return issuesInLaunch({ id: name, title: name, parameters: alone }, { [name]: value }).map(({ path, message }) => ({
    path: `/parameters/${name}/default`,
    message: `${path === `/${name}` ? '' : `${path} `}${message}`,
  }));
}
