import type { Launch } from './parameters.ts';

/**
 * A rehearsal plays a product end to end in the embedded account: it launches it as a launcher does, drives it as its
 * users do, and checks what they rely on. It is written by the product's author in `rehearsal.ts`, with the AWS SDK's own
 * clients and `node:assert`.
 */
export type Rehearsal = {
  /** Played one after the other in one account. Each leaves nothing behind that the next could stumble over. */
  readonly scenes: readonly Scene[];
};

/** One story, told in steps. */
export type Scene = {
  /** A sentence about behaviour: `an upload by the AMC account reaches the bus`. */
  readonly title: string;
  readonly play: (stage: Stage) => Promise<void>;
};

/** Writes down a scene. */
export function scene(title: string, play: (stage: Stage) => Promise<void>): Scene {
  return { title, play };
}

/** Whom a request comes from. Every account has the three. */
export type Person = 'admin' | 'launcher' | 'stranger';

/** Where and how somebody asks. */
export type Asking = {
  /** @default - the account that launches */
  readonly account?: string;
  /** @default - the region that launches */
  readonly region?: string;
  /** Whether the request comes over TLS, as far as policies are told. @default true */
  readonly tls?: boolean;
};

/** Settings for any client of the AWS SDK. */
export type ClientSettings = {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** There is no use in repeating what a rehearsal expects to be refused. */
  readonly maxAttempts: number;
  readonly forcePathStyle: true;
  // biome-ignore lint/suspicious/noExplicitAny: each package of the SDK has its own type of handler; absent unless TLS is off
  readonly requestHandler?: any;
};

/** What a scene works with. */
export type Stage = {
  /** The account that launches. */
  readonly account: string;
  /** Another account of the same sandbox: for readers, uploaders, owners elsewhere. */
  readonly otherAccount: string;
  readonly region: string;
  readonly partition: string;
  /**
   * The launch values of `examples/<name>.json`.
   *
   * @throws Error when there is no such example
   */
  readonly example: (name: string) => Launch;
  /** Settings for SDK clients of a person. */
  readonly as: (person: Person, asking?: Asking) => ClientSettings;
  /** A step of the report. What it throws ends the scene. */
  readonly step: <T>(title: string, work: () => Promise<T>) => Promise<T>;
  /** Launches the product as `launcher` through Service Catalog, and waits until it is there or failed. */
  readonly launch: (name: string, values: Launch) => Promise<Launched>;
  readonly clock: {
    /** Milliseconds since 1970. */
    readonly now: () => number;
    /** Lets time pass; what falls due is run. */
    readonly advance: (ms: number) => Promise<void>;
    /** Lets time pass until something holds. @returns whether it did within that many milliseconds */
    readonly until: (condition: () => boolean | Promise<boolean>, withinMs: number) => Promise<boolean>;
  };
};

/** Something that failed, as the stack's events say it. */
export type FailureEvent = {
  readonly logicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string;
};

/** A provisioned product after a launch, an update or a termination. */
export type Launched = {
  /** As the console shows it. `TERMINATED`: it is gone. */
  readonly status: 'AVAILABLE' | 'TAINTED' | 'ERROR' | 'TERMINATED';
  /** Id of the provisioned product. */
  readonly id: string;
  /** ARN of the stack; empty when none was begun. */
  readonly stackId: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** What failed in the last change, oldest first. */
  readonly failures: readonly FailureEvent[];
  /** Updates it with these values, all of them, as a launcher does in the console. */
  readonly update: (values: Launch) => Promise<Launched>;
  readonly terminate: () => Promise<Launched>;
  /** Resources of the stack that are there: logical id and physical id by type. */
  readonly resources: () => Promise<
    readonly { readonly logicalId: string; readonly physicalId: string; readonly type: string }[]
  >;
};
