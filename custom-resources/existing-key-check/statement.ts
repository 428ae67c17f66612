/** Names that a statement speaks of: those listed, or, in `NotAction` and its like, all but those. */
export type Names = { readonly isAllBut: boolean; readonly list: readonly string[] };

/** A test of a statement's condition: one operator, one key of the request. */
export type Test = {
  /** `ForAllValues`, `ForAnyValue` or nothing. */
  readonly quantifier: string;
  /** `StringEquals`, `Bool`, `Null` ..., without quantifier and without `IfExists`. */
  readonly operator: string;
  readonly isIfExists: boolean;
  readonly key: string;
  /** One of them has to match; with a negated operator, none of them may. */
  readonly values: readonly string[];
};

/** A statement of a key policy, taken apart. */
export type Statement = {
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  /** `AWS:111122223333`, `AWS:*`, `Service:s3.amazonaws.com` ...: the kind and the name. */
  readonly principals: Names;
  /** In lower case: IAM does not tell them apart. */
  readonly actions: Names;
  readonly resources: Names;
  /** All have to hold. */
  readonly tests: readonly Test[];
};

/** Reads the statements of a policy document; a single one may stand without its list. Unreadable ones are left out. */
export function statementsOf(policy: string): readonly Statement[] {
  const document: unknown = JSON.parse(policy);
  return listOf(member(document, 'Statement')).flatMap((given) => readStatement(given) ?? []);
}

/** Takes a statement apart. Undefined when it is none. */
export function readStatement(given: unknown): Statement | undefined {
  const effect = member(given, 'Effect');
  if (effect !== 'Allow' && effect !== 'Deny') return undefined;
  const sid = member(given, 'Sid');
  return {
    sid: typeof sid === 'string' && sid !== '' ? sid : undefined,
    effect,
    principals: names(given, { only: 'Principal', but: 'NotPrincipal', read: principalsIn }),
    actions: names(given, { only: 'Action', but: 'NotAction', read: (value) => lowered(textsIn(value)) }),
    resources: names(given, { only: 'Resource', but: 'NotResource', read: textsIn }),
    tests: testsIn(member(given, 'Condition')),
  };
}

/** The account of a principal of the kind `AWS`, if it names one. */
export function accountOf(principal: string): string | undefined {
  return /^AWS:(?:arn:[^:]*:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(principal)?.[1];
}

function names(
  given: unknown,
  { only, but, read }: { only: string; but: string; read: (value: unknown) => readonly string[] },
): Names {
  const excluded = member(given, but);
  return excluded === undefined
    ? { isAllBut: false, list: read(member(given, only)) }
    : { isAllBut: true, list: read(excluded) };
}

function principalsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [`AWS:${value}`];
  return membersOf(value).flatMap(([kind, given]) => textsIn(given).map((name) => plainAccount(`${kind}:${name}`)));
}

/** An account is written as its number or as the ARN of its root user; both mean the same. */
function plainAccount(principal: string): string {
  return principal.replace(/^AWS:arn:[^:]*:iam::(\d{12}):root$/, 'AWS:$1');
}

function testsIn(condition: unknown): readonly Test[] {
  return membersOf(condition).flatMap(([operator, tests]) =>
    membersOf(tests).map(([key, values]) => ({ ...operatorOf(operator), key, values: textsIn(values) })),
  );
}

function operatorOf(text: string): Pick<Test, 'quantifier' | 'operator' | 'isIfExists'> {
  const [, quantifier = '', operator = text, ifExists] = /^(?:(\w+):)?(\w+?)(IfExists)?$/.exec(text) ?? [];
  return { quantifier, operator, isIfExists: ifExists !== undefined };
}

function member(value: unknown, name: string): unknown {
  return membersOf(value).find(([key]) => key === name)?.[1];
}

function membersOf(value: unknown): readonly [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** Numbers and booleans are as good as their text. */
function textsIn(value: unknown): readonly string[] {
  return listOf(value).map(String);
}

function lowered(texts: readonly string[]): readonly string[] {
  return texts.map((text) => text.toLowerCase());
}
