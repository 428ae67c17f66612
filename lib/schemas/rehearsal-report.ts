import type { Static } from 'typebox';
import Type from 'typebox';

const seconds = Type.Number({ minimum: 0, description: 'Wall time.' });

export const RehearsalStep = Type.Object(
  { title: Type.String(), ok: Type.Boolean(), seconds, error: Type.Optional(Type.String()) },
  { additionalProperties: false },
);

export const RehearsalFailure = Type.Object(
  { logicalId: Type.String(), type: Type.String(), status: Type.String(), reason: Type.String() },
  { additionalProperties: false },
);

export const RehearsalScene = Type.Object(
  {
    title: Type.String(),
    ok: Type.Boolean(),
    seconds,
    steps: Type.Array(RehearsalStep),
    events: Type.Array(RehearsalFailure, { description: 'Failed events of its stacks, where the scene failed.' }),
  },
  { additionalProperties: false },
);

/** What one role was refused, and what it was granted without ever needing it. */
export const RolePermissions = Type.Object(
  {
    role: Type.String({ description: 'ARN.' }),
    denied: Type.Array(
      Type.Object(
        { action: Type.String(), resource: Type.String(), because: Type.String(), times: Type.Integer({ minimum: 1 }) },
        { additionalProperties: false },
      ),
    ),
    unused: Type.Array(Type.Object({ policy: Type.String(), action: Type.String() }, { additionalProperties: false })),
  },
  { additionalProperties: false },
);

/** What a rehearsal of one offering came to. */
export const RehearsalReport = Type.Object(
  {
    offering: Type.String(),
    version: Type.String(),
    ok: Type.Boolean(),
    seconds,
    scenes: Type.Array(RehearsalScene),
    permissions: Type.Array(RolePermissions),
    unsupported: Type.Array(Type.String(), { description: 'Operations that were asked for and are not modelled.' }),
  },
  { additionalProperties: false },
);
export type RehearsalReport = Static<typeof RehearsalReport>;
export type RehearsalScene = Static<typeof RehearsalScene>;
export type RehearsalStep = Static<typeof RehearsalStep>;
export type RolePermissions = Static<typeof RolePermissions>;
