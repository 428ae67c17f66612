import { decode, issueInItem } from './codec.ts';
import type { Issue } from './errors.ts';
import { show } from './errors.ts';
import type { Parameter } from './parameters.ts';
import { isDocument, isList } from './parameters.ts';
import { objectionsTo } from './pattern.ts';
import { objectionToSchema } from './schema.ts';

const pascal = /^[A-Z][A-Za-z0-9]{0,254}$/u;
/** CloudFormation's limit for a parameter's description, in bytes. */
const maximumDescriptionBytes = 4000;

/** Why a parameter or rule cannot have this name; `undefined` when it can. */
export function objectionToName(name: string): string | undefined {
  return pascal.test(name) ? undefined : 'must be named in PascalCase with letters and digits only';
}

/** What is wrong with a parameter beyond what its type tells; its default is another matter. */
export function issuesInParameter(name: string, parameter: Parameter): Issue[] {
  const issues = [
    ...issuesInWords(name, parameter),
    ...issuesInPattern(parameter),
    ...issuesInEnum(parameter),
    ...issuesInBounds(parameter),
    ...issuesInAwsList(parameter),
    ...issuesInDocument(parameter),
  ];
  return issues.map(({ path, message }) => ({ path: `/parameters/${name}${path}`, message }));
}

function issuesInWords(name: string, { title, description }: Parameter): Issue[] {
  const issues: Issue[] = [];
  const objection = objectionToName(name);
  if (objection !== undefined) issues.push({ path: '', message: objection });
  if (title === '' || title.length > 100) {
    issues.push({ path: '/title', message: `must have 1 to 100 characters, got ${title.length}` });
  }
  const bytes = new TextEncoder().encode(description).length;
  if (bytes === 0 || bytes > maximumDescriptionBytes) {
    issues.push({ path: '/description', message: `must take 1 to 4,000 bytes, takes ${bytes}` });
  }
  return issues;
}

/** What carries the constraints of single values: the items of a list, else the parameter itself. */
function constrained(parameter: Parameter) {
  return isList(parameter) ? { subject: parameter.items, at: '/items' } : { subject: parameter, at: '' };
}

function issuesInPattern(parameter: Parameter): Issue[] {
  const { subject, at } = constrained(parameter);
  const pattern = 'pattern' in subject ? subject.pattern : undefined;
  return pattern === undefined ? [] : objectionsTo(pattern).map((message) => ({ path: `${at}/pattern`, message }));
}

function issuesInEnum(parameter: Parameter): Issue[] {
  const { subject, at } = constrained(parameter);
  const values: readonly (string | number)[] | undefined = 'enum' in subject ? subject.enum : undefined;
  if (values === undefined) return [];
  const issues = values.flatMap((value, index) => {
    const twice = values.indexOf(value) === index ? [] : [{ path: `${at}/enum`, message: `has ${show(value)} twice` }];
    const message = isList(parameter) ? issueInItem(value) : issueInSpelling(parameter, value);
    return message === undefined ? twice : [...twice, { path: `${at}/enum/${index}`, message }];
  });
  return values.length === 0 ? [{ path: `${at}/enum`, message: 'must have at least one value' }] : issues;
}

/** A number that the codec does not write could be picked in CloudFormation's form, and would be refused afterwards. */
function issueInSpelling(parameter: Parameter, value: string | number): string | undefined {
  const decoded = decode(parameter, String(value));
  return 'issue' in decoded ? decoded.issue : undefined;
}

const bounds = [
  ['minimum', 'maximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
] as const;

function issuesInBounds(parameter: Parameter): Issue[] {
  const { subject, at } = constrained(parameter);
  const places = isList(parameter)
    ? [
        { subject: parameter, at: '' },
        { subject, at },
      ]
    : [{ subject, at }];
  return places.flatMap((place) => {
    const values = new Map<string, unknown>(Object.entries(place.subject));
    return bounds.flatMap(([low, high]) => {
      const [least, most] = [values.get(low), values.get(high)];
      if (typeof least !== 'number' || typeof most !== 'number' || least <= most) return [];
      return [{ path: `${place.at}/${high}`, message: `must be >= ${low} (${least}), got ${most}` }];
    });
  });
}

function issuesInAwsList(parameter: Parameter): Issue[] {
  if (!isList(parameter) || !('awsType' in parameter.items) || parameter.items.awsType === undefined) return [];
  const { minItems = 0 } = parameter;
  const message = `must be >= 1, because CloudFormation refuses an empty list of an AWS type, got ${minItems}`;
  return minItems >= 1 ? [] : [{ path: '/minItems', message }];
}

function issuesInDocument(parameter: Parameter): Issue[] {
  if (!isDocument(parameter)) return [];
  const path = '/contentSchema';
  const pointing = /"(\$(?:ref|id|anchor|dynamicRef|dynamicAnchor|schema))":"/u.exec(
    JSON.stringify(parameter.contentSchema),
  )?.[1];
  // It becomes a part of the launch's schema, where it would point to something else.
  if (pointing !== undefined) return [{ path, message: `must stand for itself, has ${pointing}` }];
  const objection = objectionToSchema(parameter.contentSchema);
  return objection === undefined ? [] : [{ path, message: `is not a schema: ${objection}` }];
}
