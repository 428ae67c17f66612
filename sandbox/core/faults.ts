/** Something that is to go wrong, for tests and rehearsals. */
export type Fault = {
  /** `s3`; undefined: any service. */
  readonly service?: string;
  readonly operation?: string;
  /** Further narrowing, by the operation's input. */
  readonly when?: (input: object) => boolean;
  readonly kind: FaultKind;
  /** How many matching calls pass first. @default 0 */
  readonly after?: number;
  /** How many calls it hits. @default 1 */
  readonly times?: number;
};

/**
 * | Kind | The operation | The caller sees |
 * |---|---|---|
 * | `throttle` | does not run | the service's throttling error |
 * | `fail` | does not run | 500 `InternalFailure` |
 * | `lose-request` | does not run | a closed connection |
 * | `lose-response` | runs | a closed connection |
 * | `crash` | does not run | `onCrash` is called and the call never ends |
 */
export type FaultKind = 'throttle' | 'fail' | 'lose-request' | 'lose-response' | 'crash';

/** The faults of a sandbox. */
export type Faults = {
  /** @returns a function that takes the fault away again */
  readonly inject: (fault: Fault) => () => void;
  /** The fault that hits this call, if any. Counts the call. */
  readonly hit: (call: {
    readonly service: string;
    readonly operation: string;
    readonly input: object;
  }) => FaultKind | undefined;
  readonly clear: () => void;
};

/** Opens a table of faults without any. */
export function openFaults(): Faults {
  let armed: { fault: Fault; seen: number }[] = [];
  return {
    inject: (fault) => {
      const entry = { fault, seen: 0 };
      armed.push(entry);
      return () => {
        armed = armed.filter((one) => one !== entry);
      };
    },
    hit: (call) => {
      for (const entry of armed) {
        if (!matches(entry.fault, call)) continue;
        const { after = 0, times = 1, kind } = entry.fault;
        const number = entry.seen++;
        if (number >= after && number < after + times) return kind;
      }
      return undefined;
    },
    clear: () => {
      armed = [];
    },
  };
}

function matches(
  { service, operation, when }: Fault,
  call: { readonly service: string; readonly operation: string; readonly input: object },
): boolean {
  return (
    (service === undefined || service === call.service) &&
    (operation === undefined || operation === call.operation) &&
    (when === undefined || when(call.input))
  );
}

/** Thrown where a connection is to be closed without an answer. */
export class ConnectionLost extends Error {
  override name = 'ConnectionLost';
}
