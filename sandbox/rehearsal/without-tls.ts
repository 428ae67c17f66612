import { NodeHttpHandler } from '@smithy/node-http-handler';

type Handle = NodeHttpHandler['handle'];

/**
 * Sends requests as a proxy that ends TLS says that the client came without it. The sandbox speaks plain HTTP on loopback
 * and counts that as TLS, unless this header says otherwise.
 */
export function withoutTls(): NodeHttpHandler {
  return new PlainHandler();
}

class PlainHandler extends NodeHttpHandler {
  override handle(request: Parameters<Handle>[0], options?: Parameters<Handle>[1]): ReturnType<Handle> {
    // After signing, as a proxy would: the header is none of the signed ones.
    request.headers['x-forwarded-proto'] = 'http';
    return super.handle(request, options);
  }
}
