import { entriesAt, isRecord, listOf, resourcesOf, type Template, textOf } from '../template.ts';

/** One statement that allows something to whoever holds the policy. */
export type Grant = {
  /** Logical id of the resource that the policy is part of. */
  readonly id: string;
  readonly statement: { readonly [key: string]: unknown };
};

/** Everything that the identity policies of a template allow: inline, customer managed, of roles, groups and users. */
export function grantsIn(template: Template): Grant[] {
  const inline = resourcesOf(template, 'AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group').flatMap(
    ({ id, properties }) => entriesAt(properties, 'Policies').flatMap((policy) => statements(id, policy)),
  );
  const own = resourcesOf(
    template,
    'AWS::IAM::ManagedPolicy',
    'AWS::IAM::Policy',
    'AWS::IAM::RolePolicy',
    'AWS::IAM::UserPolicy',
    'AWS::IAM::GroupPolicy',
  ).flatMap(({ id, properties }) => statements(id, properties));
  return [...inline, ...own].filter(({ statement }) => statement['Effect'] === 'Allow');
}

function statements(id: string, policy: unknown): Grant[] {
  return entriesAt(policy, 'PolicyDocument', 'Statement')
    .filter(isRecord)
    .map((statement) => ({ id, statement }));
}

/** Texts of an element of a statement: one or many, from either branch of a condition. */
export function elementOf(statement: Grant['statement'], element: string): string[] {
  return entriesAt(statement, element).flatMap(listOf).map(textOf);
}
