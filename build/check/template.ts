/** A resource as it stands in a template. Its properties are whatever the author or CDK wrote: look, never trust. */
export type Resource = {
  readonly Type: string;
  readonly Properties?: { readonly [name: string]: unknown };
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
};

/** A part of a template whose entries have names. */
export type Section = { readonly [name: string]: unknown };

/** A CloudFormation template as JSON, of which only the sections are known. */
export type Template = {
  readonly Description?: string;
  readonly Transform?: unknown;
  readonly Parameters?: Section;
  readonly Rules?: Section;
  readonly Mappings?: Section;
  readonly Conditions?: Section;
  readonly Resources?: { readonly [logicalId: string]: Resource };
  readonly Outputs?: Section;
};

/** A resource together with its logical id and its properties, which may be empty. */
export type Named = { readonly id: string; readonly resource: Resource; readonly properties: Section };

/** An object, as opposed to a list, a text or nothing. */
export function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All resources, or those of the given types, in template order. */
export function resourcesOf(template: Template, ...types: readonly string[]): Named[] {
  return Object.entries(template.Resources ?? {})
    .filter(([, { Type }]) => types.length === 0 || types.includes(Type))
    .map(([id, resource]) => ({ id, resource, properties: resource.Properties ?? {} }));
}

/** A value as a list: nothing is the empty list, a single value a list of one. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined ? [] : [value];
}

/**
 * What a value can turn out to be: both branches of every `Fn::If` around it, `AWS::NoValue` as undefined.
 * A promise holds for a template only if it holds for each of them.
 */
export function alternatives(value: unknown): unknown[] {
  if (!isRecord(value)) return [value];
  if (value['Ref'] === 'AWS::NoValue') return [undefined];
  const branches = value['Fn::If'];
  return Array.isArray(branches) ? branches.slice(1).flatMap(alternatives) : [value];
}

/** What the property at this path can turn out to be; undefined stands for "not set". Never empty. */
export function valuesAt(value: unknown, ...path: readonly string[]): unknown[] {
  const [key, ...rest] = path;
  const values = alternatives(value);
  return key === undefined ? values : values.flatMap((one) => valuesAt(isRecord(one) ? one[key] : undefined, ...rest));
}

/** The entries of a list property, whichever branch of an `Fn::If` they come from. */
export function entriesAt(value: unknown, ...path: readonly string[]): unknown[] {
  return valuesAt(value, ...path)
    .flatMap(listOf)
    .flatMap(alternatives)
    .filter((entry) => entry !== undefined);
}

/** The only key of an intrinsic function (`Ref`, `Fn::Join`, ...) and its argument. */
function intrinsic(value: unknown): readonly [name: string, argument: unknown] | undefined {
  if (!isRecord(value)) return undefined;
  const [entry, ...others] = Object.entries(value);
  if (entry === undefined || others.length > 0) return undefined;
  const [name, argument] = entry;
  // `Condition` is a word of IAM policies, too, where it holds an object.
  const isCondition = name === 'Condition' && typeof argument === 'string';
  return name === 'Ref' || name.startsWith('Fn::') || isCondition ? entry : undefined;
}

/** A value as one text, in which `${X}` and `${X.Attribute}` stand for what CloudFormation fills in. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const [name, argument] = intrinsic(value) ?? [];
  switch (name) {
    case undefined:
      return typeof value === 'object' ? JSON.stringify(value) : String(value ?? '');
    case 'Ref':
      return `\${${textOf(argument)}}`;
    case 'Fn::GetAtt':
      return `\${${listOf(argument).map(textOf).join('.')}}`;
    case 'Fn::Join':
      return joined(argument);
    case 'Fn::Sub':
      return substituted(argument);
    default:
      return `\${${name}}`;
  }
}

function joined(argument: unknown): string {
  const [delimiter, items] = listOf(argument);
  return Array.isArray(items) ? items.map(textOf).join(textOf(delimiter)) : `\${Fn::Join}`;
}

function substituted(argument: unknown): string {
  const [text, variables] = listOf(argument);
  const known = isRecord(variables) ? variables : {};
  return textOf(text).replace(/\$\{([^!}][^}]*)\}/g, (placeholder, name: string) =>
    name in known ? textOf(known[name]) : placeholder,
  );
}

/** A text of the template with the keys that lead to it. */
export type Text = { readonly text: string; readonly keys: readonly string[] };

/**
 * Every text below a value. The pieces of `Fn::Join` and `Fn::Sub` are put together first, so that an ARN is seen
 * whole; what stands in another function inside them is seen on its own as well.
 */
export function textsIn(value: unknown, keys: readonly string[] = []): Text[] {
  if (typeof value === 'string') return [{ text: value, keys }];
  if (Array.isArray(value)) return value.flatMap((item) => textsIn(item, keys));
  const [name, argument] = intrinsic(value) ?? [];
  switch (name) {
    case 'Ref':
    case 'Fn::GetAtt':
    case 'Fn::FindInMap':
    case 'Condition':
      return [];
    case 'Fn::If':
      return listOf(argument)
        .slice(1)
        .flatMap((branch) => textsIn(branch, keys));
    case 'Fn::Join':
    case 'Fn::Sub':
      return [{ text: textOf(value), keys }, ...unmelted(argument).flatMap((inner) => textsIn(inner, keys))];
    default:
      return isRecord(value) ? Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...keys, key])) : [];
  }
}

/** Functions inside the argument of `Fn::Join` or `Fn::Sub` that do not melt into its text. */
function unmelted(argument: unknown): unknown[] {
  if (Array.isArray(argument)) return argument.flatMap(unmelted);
  const [name, inner] = intrinsic(argument) ?? [];
  if (name === undefined) return isRecord(argument) ? Object.values(argument).flatMap(unmelted) : [];
  return name === 'Fn::Join' || name === 'Fn::Sub' ? unmelted(inner) : [argument];
}

/** Logical ids and parameter names that a value refers to by `Ref`, `Fn::GetAtt` or `Fn::Sub`. */
export function referencesIn(value: unknown): Set<string> {
  const found = new Set<string>();
  collect(value, (name, argument) => {
    if (name === 'Ref') found.add(textOf(argument));
    if (name === 'Fn::GetAtt') found.add(textOf(listOf(argument)[0]).split('.')[0] ?? '');
    if (name === 'Fn::Sub') for (const id of placeholdersIn(argument)) found.add(id);
  });
  return found;
}

/** Names of the intrinsic functions that a value uses. */
export function functionsUsedIn(value: unknown): Set<string> {
  const found = new Set<string>();
  collect(value, (name) => found.add(name));
  return found;
}

/** Names of the conditions that a value depends on, in `Fn::If` or as `{ Condition: name }`. */
export function conditionsIn(value: unknown): Set<string> {
  const found = new Set<string>();
  collect(value, (name, argument) => {
    if (name === 'Fn::If') found.add(textOf(listOf(argument)[0]));
    if (name === 'Condition') found.add(textOf(argument));
  });
  return found;
}

/** Whether a value looks something up in the Mapping of this name. */
export function looksUp(value: unknown, mapping: string): boolean {
  let found = false;
  collect(value, (name, argument) => {
    found ||= name === 'Fn::FindInMap' && listOf(argument)[0] === mapping;
  });
  return found;
}

function placeholdersIn(argument: unknown): string[] {
  const [text, variables] = listOf(argument);
  const own = new Set(isRecord(variables) ? Object.keys(variables) : []);
  return [...textOf(text).matchAll(/\$\{([^!}][^}]*)\}/g)]
    .map(([, name = '']) => name.split('.')[0] ?? '')
    .filter((name) => !own.has(name));
}

/** Calls back for every intrinsic function below a value, outermost first. */
function collect(value: unknown, visit: (name: string, argument: unknown) => void): void {
  if (Array.isArray(value)) for (const item of value) collect(item, visit);
  if (!isRecord(value)) return;
  const found = intrinsic(value);
  if (found !== undefined) visit(...found);
  for (const inner of Object.values(value)) collect(inner, visit);
}
