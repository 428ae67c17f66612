/**
 * What the template hands to the in-stack check of launch parameters.
 *
 * The digest says which schema the template was made with. An old template can reach newer code (a rollback, a function that
 * is updated first), and its values must not be judged by rules that did not exist when they were given.
 */
export type ParameterCheckProperties = {
  /** Digest of the schema, as it is built into the handler too. */
  readonly SchemaDigest: string;
  /** The launch: name of the parameter and its text, as CloudFormation holds it. */
  readonly Parameters: { readonly [record: string]: string };
};
