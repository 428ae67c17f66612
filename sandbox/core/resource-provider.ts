import type { Task } from './clock.ts';
import type { Host } from './host.ts';

/** Properties of a resource: functions resolved, values of the types that the resource schema says. */
export type Properties = Readonly<Record<string, unknown>>;

/** What exists after a provider did its work. */
export type ResourceState = {
  /** What `Ref` gives. */
  readonly physicalId: string;
  /** What `Fn::GetAtt` gives, nested ones by their dotted name: `Endpoint.Address`. */
  readonly attributes: Readonly<Record<string, unknown>>;
};

/** One piece of work on a resource. */
export type ResourceRequest = {
  readonly host: Host;
  readonly type: string;
  readonly logicalId: string;
  readonly properties: Properties;
  readonly stack: {
    readonly id: string;
    readonly name: string;
    readonly account: string;
    readonly region: string;
    readonly partition: string;
    /** Tags of the stack and the `aws:cloudformation:` tags, to be put on everything that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
  };
  /**
   * Asks a service with the credentials of the stack (its role, or whoever launched it): what these may not do, CloudFormation cannot do.
   *
   * @throws AwsError as the service says no
   */
  readonly invoke: <Output>(service: string, operation: string, input: object) => Promise<Output>;
  /** A physical name of CloudFormation's making, `<stack>-<logical id>-<random>`, cut to `maxLength`. The same within one piece of work. */
  readonly generateName: (options: { readonly maxLength: number; readonly lowerCase?: boolean }) => string;
  /** Idempotency token of this piece of work. */
  readonly token: string;
  readonly task: Task;
  /** Says what was made before it is complete: should the rest fail, a rollback deletes it. */
  readonly initiated?: (physicalId: string) => void;
  /** What an earlier attempt at this piece of work has already made, before a restart. */
  readonly made?: string;
};

/**
 * Makes resources of one type by the calls that CloudFormation's own handler makes. The engine decides between update
 * and replacement, before; an error that is thrown is the `CREATE_FAILED` reason.
 */
export type ResourceProvider = {
  /** `AWS::S3::Bucket` */
  readonly type: string;
  readonly create: (request: ResourceRequest) => Promise<ResourceState>;
  /** In place. Absent: every change replaces. */
  readonly update?: (
    request: ResourceRequest & { readonly physicalId: string; readonly previous: Properties },
  ) => Promise<ResourceState>;
  /** Deleting what is gone succeeds. */
  readonly delete: (request: ResourceRequest & { readonly physicalId: string }) => Promise<void>;
};
