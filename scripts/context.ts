/** What every command gets besides its own arguments. */
export type Context = {
  /** The checkout to work in. */
  readonly root: string;
  /** Whether the outcome is printed as one JSON object. */
  readonly json: boolean;
};
