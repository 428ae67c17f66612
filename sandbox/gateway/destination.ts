import { AwsError } from '../core/aws-error.ts';
import type { Host } from '../core/host.ts';
import type { Protocol, Service } from '../core/service.ts';
import type { RequestHead } from './http/wire-request.ts';
import type { Signature } from './signature/read-signature.ts';

/** For whom a request is, as far as its head tells. */
export type Destination = {
  /** `sqs`, `s3control`, ...: what the caller meant, whether the sandbox has it or not. */
  readonly id: string;
  readonly service: Service | undefined;
  /** In which protocol to answer, also when there is no such service. */
  readonly protocol: Protocol;
};

/** Finds the service by the scope of the signature, the target header, the path. Never by the host [T]. */
export function destinationOf(host: Host, head: RequestHead, signature: Signature | undefined): Destination {
  const target = head.headers['x-amz-target'];
  if (target !== undefined) return byTarget(host, target, signature?.service);
  if (signature !== undefined) return byScope(host, head, signature.service);
  return anonymous(host, head);
}

function byTarget(host: Host, target: string, scope: string | undefined): Destination {
  const prefix = target.slice(0, target.lastIndexOf('.'));
  const service = host.services().find(({ targetPrefix }) => targetPrefix === prefix);
  if (service !== undefined) return { id: service.id, service, protocol: service.protocol };
  return { id: scope ?? prefix, service: undefined, protocol: 'json-1.1' };
}

function byScope(host: Host, head: RequestHead, scope: string): Destination {
  if (scope === 's3' && head.path.startsWith('/v20180820/'))
    return { id: 's3control', service: undefined, protocol: 'rest-xml' };
  const service = host.service(scope);
  return { id: scope, service, protocol: service?.protocol ?? guess(head, scope) };
}

/** Without a signature only S3 lets anybody in, and STS those who bring another proof of who they are. */
function anonymous(host: Host, head: RequestHead): Destination {
  if (isForm(head)) return { id: 'sts', service: host.service('sts'), protocol: 'query' };
  if (/^\/20\d\d-\d\d-\d\d\//u.test(head.path))
    return { id: 'lambda', service: host.service('lambda'), protocol: 'rest-json' };
  return { id: 's3', service: host.service('s3'), protocol: 'rest-xml' };
}

function guess(head: RequestHead, scope: string): Protocol {
  // `s3express`, `s3-outposts`: other services, the same language.
  if (scope.startsWith('s3')) return 'rest-xml';
  return isForm(head) ? 'query' : 'rest-json';
}

function isForm({ headers }: RequestHead): boolean {
  return headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
}

/** A signature for one service must not open another. @throws AwsError */
export function checkScope({ id, protocol }: Destination, signature: Signature): void {
  if (signature.service === id || id === 's3control') return;
  const isJson = protocol === 'json-1.0' || protocol === 'json-1.1';
  const message = `Credential should be scoped to correct service: '${id}'. `;
  throw new AwsError(isJson ? 'InvalidSignatureException' : 'SignatureDoesNotMatch', message, {
    status: isJson ? 400 : 403,
  });
}
