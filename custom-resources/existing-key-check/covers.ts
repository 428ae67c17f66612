import type { KeyStatement } from './contract.ts';

/**
 * Whether a statement of a key policy grants at least what another asks for. Careful rather than clever: what it calls
 * covered is covered; a policy that grants the same in a roundabout way may be asked for the plain statement.
 */
export function covers(granted: KeyStatement, wanted: KeyStatement): boolean {
  return (
    granted.Effect === 'Allow' &&
    listed(wanted.Action).every((action) => listed(granted.Action).some((pattern) => matches(pattern, action))) &&
    listed(granted.Resource).includes('*') &&
    principalsOf(wanted).every((principal) => principalsOf(granted).some((grantee) => admits(grantee, principal))) &&
    conditionsHold(granted, wanted)
  );
}

/** The wanted statements that no statement of the policy covers. */
export function missingFrom(policy: readonly KeyStatement[], wanted: readonly KeyStatement[]): KeyStatement[] {
  return wanted.filter((statement) => !policy.some((granted) => covers(granted, statement)));
}

function listed(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

/** IAM's wildcards: `*` is any text, `?` any character. Actions are compared without case. */
function matches(pattern: string, action: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/gu, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, 'iu').test(action);
}

function principalsOf(statement: KeyStatement): readonly string[] {
  const { Principal } = statement;
  if (Principal === undefined) return [];
  if (typeof Principal === 'string') return [`AWS:${Principal}`];
  return Object.entries(Principal).flatMap(([kind, names]) => listed(names).map((name) => `${kind}:${name}`));
}

/** An account, given as number or as root, admits its own principals. */
function admits(grantee: string, principal: string): boolean {
  if (grantee === principal || grantee === 'AWS:*') return true;
  const account = accountOf(grantee);
  return account !== undefined && account === accountOf(principal) && isWholeAccount(grantee);
}

function accountOf(principal: string): string | undefined {
  return /^AWS:(?:arn:[^:]*:[^:]*::)?(\d{12})(?::|$)/u.exec(principal)?.[1];
}

function isWholeAccount(principal: string): boolean {
  return /^AWS:(\d{12}|arn:[^:]*:iam::\d{12}:root)$/u.test(principal);
}

/** Every condition of the grant has to be one that the wanted use fulfils anyway: the same key with the same values. */
function conditionsHold(granted: KeyStatement, wanted: KeyStatement): boolean {
  return Object.entries(granted.Condition ?? {}).every(([operator, tests]) =>
    Object.entries(tests).every(([key, values]) => {
      const fulfilled = wanted.Condition?.[operator]?.[key];
      return fulfilled !== undefined && listed(fulfilled).every((value) => listed(values).includes(value));
    }),
  );
}
