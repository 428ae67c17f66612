import type { Static } from 'typebox';
import Type from 'typebox';

/** One entry of `issues` in what a command prints with `--json`: something wrong with an input, or an open finding. */
export const IssueOutput = Type.Object(
  {
    path: Type.String({ description: 'JSON pointer into the input, or construct path below the stack.' }),
    message: Type.String({ minLength: 1 }),
    rule: Type.Optional(Type.String()),
    severity: Type.Optional(Type.Enum(['error', 'warning'])),
    product: Type.Optional(Type.String()),
    resource: Type.Optional(Type.String({ description: 'Logical id.' })),
  },
  { additionalProperties: false },
);

/** The one object that every command prints with `--json`. Each command adds members of its own. */
export const CommandOutput = Type.Object({
  ok: Type.Boolean(),
  command: Type.String({ minLength: 1 }),
  issues: Type.Array(IssueOutput),
});
export type CommandOutput = Static<typeof CommandOutput>;
