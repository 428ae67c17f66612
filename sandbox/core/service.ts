import type { ConditionContext, Need } from './access.ts';
import type { Caller } from './caller.ts';
import type { Task } from './clock.ts';
import type { Host } from './host.ts';
import type { ResourceProvider } from './resource-provider.ts';
import type { Collection, Scope } from './store.ts';

/** One request to one operation. */
export type Call = {
  readonly host: Host;
  readonly caller: Caller;
  /** The account that is asked and the region of the request. */
  readonly account: string;
  readonly region: string;
  /** `aws`, `aws-cn`, `aws-us-gov` */
  readonly partition: string;
  readonly requestId: string;
  /** Condition keys of the request, before those of a permission: `aws:SecureTransport`, `aws:SourceIp`, `aws:ViaAWSService` ... */
  readonly context: ConditionContext;
  /** Base of the URLs handed to the caller (`QueueUrl`), without trailing slash: the host that the caller used. */
  readonly endpoint: string;
  /** Headers as received, lower case; empty for calls from inside. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Pauses on the sandbox clock: long polls, simulated work. */
  readonly task: Task;
  /** Records of this service in this account and region. */
  readonly collection: <Value>(kind: string) => Collection<Value>;
  /** An ARN in this partition, region and account: `arn('sqs', 'orders')`; global services leave the region out themselves. */
  readonly arn: (service: string, resource: string) => string;
  /**
   * Asks another service, as this caller and on its behalf (`aws:ViaAWSService`, `kms:ViaService`).
   *
   * @throws AwsError as that service says no
   */
  readonly forward: <Output>(
    service: string,
    operation: string,
    input: object,
    context?: ConditionContext,
  ) => Promise<Output>;
};

/** An operation of a service, in the types of the SDK's commands: dates as `Date`, blobs as `Uint8Array`. */
export type Operation<Input, Output> = {
  /**
   * The permissions that the request needs, before anything is done. May throw where AWS answers before it looks at
   * permissions (a bucket that does not exist). Empty: every authenticated caller may.
   */
  readonly needs: (input: Input, call: Call) => readonly Need[];
  /** @throws AwsError */
  readonly run: (input: Input, call: Call) => Output | Promise<Output>;
};

/**
 * An operation in a table of many. Each is written for its own types; what comes in was read by the schema of that very
 * operation, so the types hold where the table is used.
 */
// biome-ignore lint/suspicious/noExplicitAny: spares every operation a cast; see above
export type AnyOperation = Operation<any, unknown>;

/** Protocol on the wire. */
export type Protocol = 'query' | 'json-1.0' | 'json-1.1' | 'rest-json' | 'rest-xml';

/** A service of the sandbox. */
export type Service = {
  /** The scope in signatures: `s3`, `events`, `states`. The store's name for it too. */
  readonly id: string;
  readonly protocol: Protocol;
  /** `AmazonSQS`, for services of the JSON protocols. */
  readonly targetPrefix?: string;
  /** Whether it is one per account: its records are in no region. @default false */
  readonly isGlobal?: boolean;
  /** The SDK's package: its operation schemas (`SendMessage$`) are the shapes on the wire. Loaded at the first request. */
  readonly model: () => Promise<object>;
  readonly operations: Readonly<Record<string, AnyOperation>>;
  /** The resource types that CloudFormation makes with it. */
  readonly resources?: readonly ResourceProvider[];
  /** Takes up again what the store says was under way: timers, deliveries. Called once, when every service is there. */
  readonly resume?: () => void;
  /** Told of events that services publish to the default bus of an account and region. */
  readonly onEvent?: (event: ServiceEvent, scope: Scope) => void;
  /** Ends workers. */
  readonly close?: () => Promise<void>;
};

/** An event of an AWS service, as EventBridge delivers it. */
export type ServiceEvent = {
  /** `aws.s3` */
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
};

/** Writes down an operation with its types. */
export function operation<Input, Output>(made: Operation<Input, Output>): Operation<Input, Output> {
  return made;
}
