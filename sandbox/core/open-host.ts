import type { ConditionContext, Need } from './access.ts';
import { AwsError, unsupported } from './aws-error.ts';
import type { Caller } from './caller.ts';
import { nameOf } from './caller.ts';
import type { Clock, Task } from './clock.ts';
import type { Faults } from './faults.ts';
import { ConnectionLost } from './faults.ts';
import type { Host, Invocation } from './host.ts';
import type { Identity } from './identity.ts';
import type { Ids } from './ids.ts';
import { openObserved } from './observed.ts';
import { partitionOf } from './partition.ts';
import type { AnyOperation, Call, Service } from './service.ts';
import type { Scope, Store } from './store.ts';
import { globalRegion } from './store.ts';

/** What a host is made of. */
export type HostParts = {
  readonly clock: Clock;
  readonly store: Store;
  readonly ids: Ids;
  readonly faults: Faults;
  readonly accounts: readonly string[];
  readonly identity: (host: Host) => Identity;
  readonly services: readonly ((host: Host) => Service)[];
  readonly endpoint: () => string;
};

/** A request as the gateway hands it over. */
export type WireInvocation = Invocation & {
  readonly requestId?: string;
  /** Base URL that the caller used. */
  readonly endpoint?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
};

/** Puts the services of a sandbox together. */
export function openHost({ clock, store, ids, faults, accounts, identity, services, endpoint }: HostParts): Host {
  const table = new Map<string, Service>();
  const host: Host = {
    clock,
    store,
    ids,
    faults,
    accounts,
    endpoint,
    outside: new Map(),
    observed: openObserved(),
    service: (id) => table.get(id),
    services: () => [...table.values()],
    publish: (event, scope) => {
      for (const { onEvent } of table.values()) onEvent?.(event, scope);
    },
    invoke: (invocation) => dispatch(host, invocation),
    get identity(): Identity {
      return opened;
    },
  };
  const opened = identity(host);
  for (const open of services) {
    const service = open(host);
    table.set(service.id, service);
  }
  return host;
}

/**
 * The way of every request, from the wire and from inside: faults, permissions, operation.
 *
 * @throws AwsError, and ConnectionLost where a fault says so
 */
export async function dispatch<Output>(host: Host, invocation: WireInvocation): Promise<Output> {
  const { service: id, operation: name, input } = invocation;
  const service = host.service(id);
  const found =
    service === undefined || !Object.hasOwn(service.operations, name) ? undefined : service.operations[name];
  if (service === undefined || found === undefined) {
    host.observed.unsupported(`${id}:${name}`);
    throw unsupported(id, name);
  }
  const fault = host.faults.hit({ service: id, operation: name, input });
  await suffer(fault, service);
  const output = await host.clock.run(async (task) => work({ host, service, operation: found, invocation, task }));
  if (fault === 'lose-response') throw new ConnectionLost(`the answer of ${id}:${name} was lost`);
  // The operation was written for these types; see AnyOperation.
  return output as Output;
}

async function suffer(fault: ReturnType<Faults['hit']>, service: Service): Promise<void> {
  switch (fault) {
    case undefined:
    case 'lose-response':
      return;
    case 'throttle':
      throw throttled(service);
    case 'fail':
      throw new AwsError('InternalFailure', 'The request processing has failed because of an unknown error', {
        status: 500,
      });
    case 'lose-request':
      throw new ConnectionLost('the request was lost');
    case 'crash':
      return new Promise(() => {});
    default:
      return fault satisfies never;
  }
}

function throttled({ protocol, id }: Service): AwsError {
  if (id === 's3') return new AwsError('SlowDown', 'Please reduce your request rate.', { status: 503 });
  return protocol === 'query'
    ? new AwsError('Throttling', 'Rate exceeded')
    : new AwsError(id === 'lambda' ? 'TooManyRequestsException' : 'ThrottlingException', 'Rate exceeded', {
        status: id === 'lambda' ? 429 : 400,
      });
}

type Work = {
  readonly host: Host;
  readonly service: Service;
  readonly operation: AnyOperation;
  readonly invocation: WireInvocation;
  readonly task: Task;
};

async function work({ host, service, operation, invocation, task }: Work): Promise<unknown> {
  const call = callOf(host, service, invocation, task);
  for (const need of operation.needs(invocation.input, call)) permit(call, service, need);
  return operation.run(invocation.input, call);
}

/**
 * Asks IAM for one permission and remembers the answer. For operations that learn only on their way what they need
 * (`iam:PassRole` of a role that is named deep inside).
 *
 * @throws AwsError as the service spells a refusal
 */
export function permit(call: Call, service: Pick<Service, 'protocol' | 'id'>, need: Need): void {
  const { host, caller } = call;
  const owned = { ...need, owner: need.owner ?? call.account };
  const { allowed, because } = host.identity.decide({ caller, need: owned, context: call.context });
  const { action, resource } = need;
  host.observed.decision({ caller, action, resource, allowed, because, at: host.clock.now() });
  if (!allowed) throw refusal(service, caller, { action, resource, because });
}

function refusal(
  { protocol }: Pick<Service, 'protocol'>,
  caller: Caller,
  { action, resource, because }: { readonly action: string; readonly resource: string; readonly because: string },
): AwsError {
  const target = resource === '*' ? '' : ` on resource: ${resource.includes(' ') ? `"${resource}"` : resource}`;
  const message = `User: ${nameOf(caller)} is not authorized to perform: ${action}${target} ${because}`;
  const isJson = protocol === 'json-1.0' || protocol === 'json-1.1' || protocol === 'rest-json';
  return new AwsError(isJson ? 'AccessDeniedException' : 'AccessDenied', message, {
    status: isJson && protocol !== 'rest-json' ? 400 : 403,
  });
}

function callOf(host: Host, service: Service, invocation: WireInvocation, task: Task): Call {
  const { caller, scope, context = {} } = invocation;
  const { account, region } = scope;
  const partition = partitionOf(region);
  const full = contextOf(host, caller, region, context);
  const at: Scope = service.isGlobal === true ? { account, region: globalRegion } : scope;
  return {
    host,
    caller,
    account,
    region,
    partition,
    task,
    requestId: invocation.requestId ?? host.ids.uuid(),
    context: full,
    endpoint: invocation.endpoint ?? host.endpoint(),
    headers: invocation.headers ?? {},
    collection: (kind) => host.store.collection(service.id, kind, at),
    arn: (name, resource) => `arn:${partition}:${name}:${region}:${account}:${resource}`,
    forward: (id, operation, input, more = {}) =>
      host.invoke({ service: id, operation, input, caller, scope, context: { ...viaOf(service.id, region), ...more } }),
  };
}

/** Keys that every request has. A caller from inside speaks over TLS, as AWS's own services do. */
function contextOf(host: Host, caller: Caller, region: string, own: ConditionContext): ConditionContext {
  return {
    'aws:SecureTransport': 'true',
    'aws:RequestedRegion': region,
    'aws:CurrentTime': new Date(host.clock.now()).toISOString(),
    'aws:EpochTime': String(Math.floor(host.clock.now() / 1000)),
    'aws:ViaAWSService': 'false',
    'aws:PrincipalIsAWSService': String(caller.kind === 'service'),
    ...own,
  };
}

function viaOf(service: string, region: string): ConditionContext {
  const principal = `${service}.amazonaws.com`;
  return {
    'aws:ViaAWSService': 'true',
    'aws:CalledVia': [principal],
    'aws:CalledViaFirst': principal,
    'aws:CalledViaLast': principal,
    'kms:ViaService': `${service}.${region}.amazonaws.com`,
  };
}
