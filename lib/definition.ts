import type { Issue } from './errors.ts';
import { InputError, show } from './errors.ts';
import { issuesInLaunch } from './launch.ts';
import { issuesInParameter } from './parameter-issues.ts';
import type { Json, Parameter, Parameters } from './parameters.ts';
import { isDocument, isList, isRequired, isStored } from './parameters.ts';
import type { AnyProduct } from './product.ts';
import { issuesInRule } from './rule-issues.ts';
import { objectionToSchema } from './schema.ts';
import { toJsonSchema } from './to-json-schema.ts';

const semver = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/u;
const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/u;

/** What is wrong with a definition beyond what its types tell; empty when it is sound. */
export function issuesInDefinition(product: AnyProduct): Issue[] {
  const { parameters, rules = {} } = product;
  const issues = [
    ...issuesInWords(product),
    ...issuesInGroups(product),
    ...issuesInIdentity(product),
    ...issuesInFixed(product),
    ...Object.entries(parameters).flatMap(([name, parameter]) => issuesInParameter(name, parameter)),
    ...Object.entries(rules).flatMap(([name, rule]) => issuesInRule(parameters, name, rule)),
  ];
  return issues.length > 0 ? issues : issuesInSchema(product);
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
  const issues = identity.flatMap((name, index) => {
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (parameter === undefined) return [`names ${name}, which is not a parameter`];
    if (identity.indexOf(name) !== index) return [`has ${name} twice`];
    if (isList(parameter) || isDocument(parameter)) return [`names ${name}, which is not a single value`];
    return index >= 2 && !isRequired(parameter)
      ? [`names ${name}, which has a default: two launches would share it by accident`]
      : [];
  });
  if (identity[0] !== 'Project' || identity[1] !== 'Environment') {
    issues.push(`must begin with Project and Environment, got ${show(identity)}`);
  }
  return issues.map((message) => ({ path: '/identity', message }));
}

function issuesInFixed({ fixed = [], parameters }: AnyProduct): Issue[] {
  const issues = fixed.flatMap((name) => {
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (parameter === undefined) return [`names ${name}, which is not a parameter`];
    if (isStored(parameter)) return [`names ${name}, whose value only CloudFormation knows`];
    return isDocument(parameter) ? [`names ${name}, a document, whose text may change and mean the same`] : [];
  });
  return issues.map((message) => ({ path: '/fixed', message }));
}

/** Whether the schema is one, and whether each default satisfies its own constraints. */
function issuesInSchema(product: AnyProduct): Issue[] {
  const objection = objectionToSchema(toJsonSchema(product));
  if (objection !== undefined) return locate(product, objection);
  return Object.entries(product.parameters).flatMap(([name, parameter]) => {
    const value = parameter.default;
    return value === undefined ? [] : issuesInDefault(name, parameter, value);
  });
}

/** The parts of a schema that are no schema by themselves; the schema as a whole when there is none. */
function locate({ id, title, parameters, rules = {} }: AnyProduct, objection: string): Issue[] {
  const parts = [
    ...Object.entries(parameters).map(([name, parameter]) => ({
      path: `/parameters/${name}`,
      schema: toJsonSchema({ id, title, parameters: { [name]: parameter } }),
    })),
    ...Object.entries(rules).map(([name, rule]) => ({
      path: `/rules/${name}`,
      schema: toJsonSchema({ id, title, parameters: {}, rules: { [name]: rule } }),
    })),
  ];
  const found = parts.flatMap(({ path, schema }) => {
    const own = objectionToSchema(schema);
    return own === undefined ? [] : [{ path, message: `is not a schema: ${own}` }];
  });
  return found.length > 0 ? found : [{ path: '', message: `is not a schema: ${objection}` }];
}

function issuesInDefault(name: string, parameter: Parameter, value: Json): Issue[] {
  const alone: Parameters = { [name]: parameter };
  return issuesInLaunch({ id: name, title: name, parameters: alone }, { [name]: value }).map(({ path, message }) => ({
    path: `/parameters/${name}/default${path.slice(name.length + 1)}`,
    message,
  }));
}
