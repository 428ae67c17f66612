import { AwsError, unsupported } from '../core/aws-error.ts';
import type { Caller } from '../core/caller.ts';
import { accountOf } from '../core/caller.ts';
import { ConnectionLost } from '../core/faults.ts';
import type { Host } from '../core/host.ts';
import { dispatch } from '../core/open-host.ts';
import type { Service } from '../core/service.ts';
import { authenticate } from './authenticate.ts';
import { contextOf } from './context.ts';
import type { Destination } from './destination.ts';
import { checkScope, destinationOf } from './destination.ts';
import type { OwnName } from './http/doorman.ts';
import { CallerGone, decompress } from './http/read-body.ts';
import type { RequestHead, WireRequest } from './http/wire-request.ts';
import { UndecodableRequest } from './http/wire-request.ts';
import { locate } from './locate.ts';
import { protocolOf } from './protocols/index.ts';
import type { Answer } from './protocols/protocol.ts';
import { prepareS3 } from './s3/prepare.ts';
import type { Model } from './shapes/model.ts';
import { modelOf } from './shapes/model.ts';
import type { Signature } from './signature/read-signature.ts';
import { MalformedSignature, readSignature } from './signature/read-signature.ts';
import { refuseSignature } from './signature/refusals.ts';

/** One request and the way to the rest of it. */
export type Exchange = {
  readonly head: RequestHead;
  readonly called: OwnName;
  /** Asks the caller for the body, if it waits to be asked, and reads it. */
  readonly body: () => Promise<Buffer>;
};

/** The largest body for everything but S3. */
export const bodyLimit = 128 * 1024 * 1024;

/**
 * Answers a request to AWS.
 *
 * @throws ConnectionLost and CallerGone: there is to be no answer
 */
export async function handle(host: Host, exchange: Exchange, onError: (error: unknown) => void): Promise<Answer> {
  const requestId = host.ids.uuid();
  let destination: Destination = { id: 's3', service: undefined, protocol: 'rest-xml' };
  try {
    const signature = signatureOf(host, exchange.head);
    destination = destinationOf(host, exchange.head, signature);
    if (signature !== undefined) checkScope(destination, signature);
    return await serve({ host, exchange, destination, signature, requestId });
  } catch (error) {
    if (error instanceof ConnectionLost || error instanceof CallerGone) throw error;
    const refusal = refusalOf(error, onError);
    const model = await loadModel(destination.service, onError);
    return protocolOf(destination.protocol).fail({
      error: refusal,
      request: exchange.head,
      requestId,
      ...(destination.service === undefined ? {} : { service: destination.service }),
      ...(model === undefined ? {} : { model }),
    });
  }
}

function signatureOf(host: Host, head: RequestHead): Signature | undefined {
  try {
    return readSignature(head);
  } catch (error) {
    if (!(error instanceof MalformedSignature)) throw error;
    const { protocol } = destinationOf(host, head, undefined);
    if (error.place === 'query' && protocol === 'rest-xml')
      throw new AwsError('AuthorizationQueryParametersError', error.message);
    throw refuseSignature(protocol, 'malformed', { message: error.message });
  }
}

type Serving = {
  readonly host: Host;
  readonly exchange: Exchange;
  readonly destination: Destination;
  readonly signature: Signature | undefined;
  readonly requestId: string;
};

async function serve(serving: Serving): Promise<Answer> {
  const { host, exchange, destination, signature, requestId } = serving;
  const { caller, request } = await authenticate({ host, exchange, destination, signature });
  const { service } = destination;
  const model = service === undefined ? undefined : await modelOf(service);
  const located = locate({ protocol: destination.protocol, request, called: exchange.called, model });
  const shape = located === undefined ? undefined : model?.operation(located.name);
  if (located === undefined || service === undefined || shape === undefined)
    throw unknownOperation(host, destination, located?.name ?? `${request.method} ${request.path}`);
  refuseAnonymous(destination, caller, located.name);
  const protocol = protocolOf(destination.protocol);
  const read = { request: await prepare(request, { service, operation: shape.name, signature }), service, shape };
  const output = await dispatch<object>(host, {
    service: service.id,
    operation: shape.name,
    input: Object.hasOwn(service.operations, shape.name) ? protocol.read({ ...read, labels: located.labels }) : {},
    caller,
    scope: { account: accountOf(caller) ?? host.accounts[0] ?? '', region: regionOf(signature) },
    context: contextOf(request, signature),
    requestId,
    endpoint: `http://${exchange.called.base}`,
    headers: request.headers,
  });
  return protocol.write({ ...read, output: output ?? {}, requestId });
}

/** An operation that even the service's model does not know. */
function unknownOperation(host: Host, { id, service, protocol }: Destination, name: string): AwsError {
  if (service === undefined) {
    host.observed.unsupported(`${id}:${name}`);
    return unsupported(id, name);
  }
  if (protocol === 'query') return new AwsError('InvalidAction', `Could not find operation ${name}`);
  if (protocol === 'rest-xml')
    return new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
      status: 405,
    });
  return new AwsError('UnknownOperationException', '', { status: protocol === 'rest-json' ? 404 : 400 });
}

const withOtherProof = new Set(['AssumeRoleWithWebIdentity', 'AssumeRoleWithSAML']);

function refuseAnonymous({ id, protocol }: Destination, caller: Caller, operation: string): void {
  if (caller.kind !== 'anonymous' || protocol === 'rest-xml') return;
  if (id === 'sts' && withOtherProof.has(operation)) return;
  throw refuseSignature(protocol, 'missing');
}

type Preparing = { readonly service: Service; readonly operation: string; readonly signature: Signature | undefined };

/** A request as the operation wants it. S3 keeps the encoding of an object as it is. */
async function prepare(request: WireRequest, { service, operation, signature }: Preparing): Promise<WireRequest> {
  if (service.id === 's3') return prepareS3(request, operation, signature);
  return { ...request, body: await decompress(request.body, request.headers['content-encoding'], bodyLimit) };
}

/** Signature V2 and anonymous requests name no region: theirs is the one in which S3 began. */
function regionOf(signature: Signature | undefined): string {
  return signature?.version === 4 ? signature.region : 'us-east-1';
}

async function loadModel(service: Service | undefined, onError: (error: unknown) => void): Promise<Model | undefined> {
  try {
    return service === undefined ? undefined : await modelOf(service);
  } catch (error) {
    onError(error);
    return undefined;
  }
}

/** What is thrown on purpose goes out; anything else is a mistake of ours and is told to nobody but the log. */
function refusalOf(error: unknown, onError: (error: unknown) => void): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof UndecodableRequest) return new AwsError('InvalidURI', "Couldn't parse the specified URI.");
  onError(error);
  return new AwsError(
    'InternalFailure',
    'The request processing has failed because of an unknown error, exception or failure.',
    {
      status: 500,
    },
  );
}
