import type { ConditionContext } from '../core/access.ts';
import type { RequestHead } from './http/wire-request.ts';
import type { Signature } from './signature/read-signature.ts';
import { parseTime } from './signature/read-signature.ts';

/** Condition keys that only the one who saw the request knows. */
export function contextOf({ headers }: RequestHead, signature: Signature | undefined): ConditionContext {
  return {
    'aws:SourceIp': '127.0.0.1',
    // Loopback counts as TLS, unless a proxy that ended TLS says that the caller came without.
    'aws:SecureTransport': String(headers['x-forwarded-proto'] !== 'http'),
    'aws:UserAgent': headers['user-agent'],
    'aws:Referer': headers['referer'],
    ...(signature === undefined ? {} : signedContext(headers, signature)),
  };
}

function signedContext(headers: RequestHead['headers'], signature: Signature): ConditionContext {
  const isPresigned = signature.place === 'query';
  const age =
    signature.version === 4 && isPresigned ? String(Math.max(0, Date.now() - parseTime(signature.time))) : undefined;
  return {
    's3:authType': isPresigned ? 'REST-QUERY-STRING' : 'REST-HEADER',
    's3:signatureversion': signature.version === 4 ? 'AWS4-HMAC-SHA256' : 'AWS',
    's3:signatureAge': age,
    's3:x-amz-content-sha256': headers['x-amz-content-sha256'],
  };
}
