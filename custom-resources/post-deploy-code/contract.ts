/** When the code runs besides the creation of the stack, which always runs it. */
export type RunOn = 'create' | 'every-update' | 'when-changed';

/** What happens when the resource goes away. */
export type OnDelete = 'nothing' | 'run';

/**
 * What the template hands to post-deploy code. Leaves are text; CloudFormation sends an update when any of it changes.
 *
 * | Property | Changes when | Effect of the change |
 * |---|---|---|
 * | `RunOn`, `OnDelete`, `WaiterArn` | the author says so | none by itself |
 * | `CodeDigest` | the code changes | runs `when-changed` |
 * | `Input` | the author's own properties change | runs `when-changed` |
 * | `RunId` | each deployment | without it, `every-update` hears only of updates that change something here |
 */
export type PostDeployCodeProperties = {
  readonly RunOn: RunOn;
  readonly OnDelete: OnDelete;
  readonly CodeDigest: string;
  /** The author's own properties: an object whose leaves arrive as text, or JSON text. Never secrets: names of secrets. */
  readonly Input: unknown;
  readonly RunId?: string;
  /**
   * The state machine of `waiter.asl.json`, for code that answers pending. A property and not an environment variable of
   * the function, because the state machine in turn names the function.
   */
  readonly WaiterArn?: string;
};
