import type { Protocol } from '../core/service.ts';
import type { OwnName } from './http/doorman.ts';
import type { WireRequest } from './http/wire-request.ts';
import { parametersOf } from './protocols/query.ts';
import { addressOf } from './s3/address.ts';
import { locateS3 } from './s3/locate.ts';
import type { Model } from './shapes/model.ts';
import { locateRest } from './shapes/rest-routes.ts';

/** Which operation a request is for. */
export type Located = {
  readonly name: string;
  /** Labels of the path, decoded. */
  readonly labels: Readonly<Record<string, string>>;
};

/** What finds an operation. */
export type Locating = {
  readonly protocol: Protocol;
  readonly request: WireRequest;
  readonly called: OwnName;
  /** Undefined for a service that the sandbox does not have. */
  readonly model: Model | undefined;
};

/**
 * Finds the operation: in the target header, in the form, by method and path. Undefined where there is none.
 *
 * @throws UndecodableRequest, and AwsError for sub-resources of S3 that are not modelled
 */
export function locate({ protocol, request, called, model }: Locating): Located | undefined {
  switch (protocol) {
    case 'query': {
      const name = parametersOf(request).get('Action');
      return name === undefined ? undefined : { name, labels: {} };
    }
    case 'json-1.0':
    case 'json-1.1': {
      const target = request.headers['x-amz-target'];
      return target === undefined ? undefined : { name: target.slice(target.lastIndexOf('.') + 1), labels: {} };
    }
    case 'rest-json':
      return model === undefined ? undefined : locateRest(model, request);
    case 'rest-xml':
      return model === undefined ? undefined : locateS3(model, request, addressOf(request.path, called));
    default:
      return protocol satisfies never;
  }
}
