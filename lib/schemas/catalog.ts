import type { Static } from 'typebox';
import Type from 'typebox';

const closed = { additionalProperties: false };
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** How many findings a template has, and how many somebody answered for. */
export const FindingsSummary = Type.Object(
  { open: Type.Integer({ minimum: 0 }), acknowledged: Type.Integer({ minimum: 0 }) },
  closed,
);

/** One offering as `catalog.json` has it: all that the console, the publisher and a person need to find its package. */
export const CatalogOffering = Type.Object(
  {
    id: Type.String({ description: 'Id of the offering; part of every key.' }),
    product: Type.String({ description: 'Id of the product.' }),
    address: Type.String({ description: '<family>/<product>, as people name it.' }),
    family: Type.String(),
    version: Type.String(),
    title: Type.String(),
    summary: Type.String(),
    owner: Type.String(),
    digests: Type.Object(
      {
        template: Type.String({
          ...Sha256,
          description: 'Of the template before a bucket is filled in: the same for everyone.',
        }),
        schema: Sha256,
        assets: Type.Array(Sha256),
      },
      closed,
    ),
    keys: Type.Object(
      {
        template: Type.String({ description: 'Key of the template below the bucket, by name and version.' }),
        templateByContent: Type.String({ description: 'Key of the same template by the digest of its bytes.' }),
        schema: Type.String(),
        readme: Type.String(),
        diagrams: Type.Object(
          { page: Type.String(), phone: Type.String() },
          { ...closed, description: 'SVGs of what the product is made of, by the width they are for.' },
        ),
        assets: Type.Array(Type.String(), { description: 'Keys below the regional buckets.' }),
      },
      closed,
    ),
    parameters: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          title: Type.String(),
          required: Type.Boolean(),
          type: Type.String({ description: "CloudFormation's type." }),
        },
        closed,
      ),
    ),
    outputs: Type.Array(Type.Object({ name: Type.String(), description: Type.String() }, closed)),
    resources: Type.Integer({ minimum: 1 }),
    capabilities: Type.Array(Type.String()),
    inStackCheck: Type.Array(Type.Object({ subject: Type.String(), why: Type.String() }, closed), {
      description:
        'What CloudFormation cannot hold of the schema, and the in-stack check holds. Empty: there is no check.',
    }),
    findings: FindingsSummary,
  },
  closed,
);
export type CatalogOffering = Static<typeof CatalogOffering>;

/** `dist/catalog.json`. */
export const Catalog = Type.Object(
  {
    solution: Type.String(),
    bucket: Type.Union([Type.String(), Type.Null()], {
      description: 'Prefix of the asset buckets; null: not published.',
    }),
    offerings: Type.Array(CatalogOffering),
  },
  closed,
);
export type Catalog = Static<typeof Catalog>;
