import type { Protocol } from '../../core/service.ts';
import { jsonProtocol } from './json.ts';
import type { WireProtocol } from './protocol.ts';
import { queryProtocol } from './query.ts';
import { restJsonProtocol } from './rest-json.ts';
import { restXmlProtocol } from './rest-xml.ts';

/** The protocol by its name. */
export function protocolOf(name: Protocol): WireProtocol {
  switch (name) {
    case 'json-1.0':
    case 'json-1.1':
      return jsonProtocol;
    case 'query':
      return queryProtocol;
    case 'rest-json':
      return restJsonProtocol;
    case 'rest-xml':
      return restXmlProtocol;
    default:
      return name satisfies never;
  }
}
