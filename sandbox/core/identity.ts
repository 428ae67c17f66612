import type { Decide } from './access.ts';
import type { Caller, RootCaller, SessionCaller, UserCaller } from './caller.ts';

/** Who is who, and who may what. */
export type Identity = {
  readonly decide: Decide;
  /**
   * A session of a role for a service that was given the role. The role's trust policy is asked for the service.
   *
   * @throws AwsError `AccessDenied` when the role does not exist or does not trust the service
   */
  readonly assume: (request: {
    readonly roleArn: string;
    readonly sessionName: string;
    /** `lambda.amazonaws.com` */
    readonly service: string;
    /** Condition keys of the request: `aws:SourceArn`, `aws:SourceAccount`. */
    readonly context?: Readonly<Record<string, string>>;
  }) => SessionCaller;
  /** Access keys for a session, for code that speaks over the wire; for a user or root those of `GetSessionToken`. */
  readonly issue: (caller: SessionCaller | UserCaller | RootCaller, lifetimeMs: number) => Credentials;
  /** Who is behind an access key. Undefined: nobody. */
  readonly lookUp: (accessKeyId: string) => AccessKey | undefined;
};

/** Temporary access keys. */
export type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Milliseconds since 1970 on the machine's clock: clients compare it with theirs. */
  readonly expiration: number;
};

/** An access key as the verifier of signatures needs it. */
export type AccessKey = {
  readonly caller: Caller;
  readonly secretAccessKey: string;
  /** Undefined for keys that do not expire. */
  readonly sessionToken?: string;
  /** Milliseconds since 1970 on the machine's clock. */
  readonly expiration?: number;
};
