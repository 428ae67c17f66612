import type { ConditionContext, Recorded } from './access.ts';
import type { Caller } from './caller.ts';
import type { Clock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { Identity } from './identity.ts';
import type { Ids } from './ids.ts';
import type { Service, ServiceEvent } from './service.ts';
import type { Scope, Store } from './store.ts';

/** A request from inside: a service that works for somebody, a rehearsal, the engine of CloudFormation. */
export type Invocation = {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
  readonly caller: Caller;
  readonly scope: Scope;
  /** Condition keys beyond the usual. */
  readonly context?: ConditionContext;
};

/** What every service of a sandbox is given. */
export type Host = {
  readonly clock: Clock;
  readonly store: Store;
  readonly ids: Ids;
  readonly faults: Faults;
  /**
   * Sends a request on the way that every request takes: faults, permissions, operation.
   *
   * @throws AwsError
   */
  readonly invoke: <Output>(invocation: Invocation) => Promise<Output>;
  readonly service: (id: string) => Service | undefined;
  readonly services: () => readonly Service[];
  /** Publishes an event of an AWS service to the default bus. */
  readonly publish: (event: ServiceEvent, scope: Scope) => void;
  /** The URL at which the sandbox listens, without trailing slash. @throws Error before it listens */
  readonly endpoint: () => string;
  /** Outside hosts that functions reach, and where they lead: `123-abc-456.mktorest.com` to a fake. Others are refused. */
  readonly outside: Map<string, URL>;
  /** Accounts that exist. */
  readonly accounts: readonly string[];
  /** What IAM decided, and operations that are not modelled, since the report was begun. */
  readonly observed: Observed;
  readonly identity: Identity;
};

/** The sandbox's memory of who needed what. */
export type Observed = {
  readonly decision: (decision: Recorded) => void;
  readonly unsupported: (operation: string) => void;
  readonly decisions: () => readonly Recorded[];
  /** `<service>:<operation>`, sorted, each once. */
  readonly unsupportedOperations: () => readonly string[];
  readonly clear: () => void;
};
