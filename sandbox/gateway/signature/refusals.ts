import { AwsError } from '../../core/aws-error.ts';
import type { Protocol } from '../../core/service.ts';

/** The ways in which a signature can be wrong. */
export type SignatureProblem =
  | 'missing'
  | 'malformed'
  | 'unknown-key'
  | 'wrong-token'
  | 'expired-token'
  | 'skewed'
  | 'mismatch';

type Words = readonly [code: string, status: number, message: string];

const invalidToken = 'The security token included in the request is invalid.';
const expiredToken = 'The security token included in the request is expired';
const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

const jsonWords: Readonly<Record<SignatureProblem, Words>> = {
  missing: ['MissingAuthenticationTokenException', 400, 'Missing Authentication Token'],
  malformed: ['IncompleteSignatureException', 400, ''],
  'unknown-key': ['UnrecognizedClientException', 400, invalidToken],
  'wrong-token': ['UnrecognizedClientException', 400, invalidToken],
  'expired-token': ['ExpiredTokenException', 400, expiredToken],
  skewed: ['InvalidSignatureException', 400, ''],
  mismatch: ['InvalidSignatureException', 400, mismatch],
};

const queryWords: Readonly<Record<SignatureProblem, Words>> = {
  missing: ['MissingAuthenticationToken', 403, 'Request is missing Authentication Token'],
  malformed: ['IncompleteSignature', 400, ''],
  'unknown-key': ['InvalidClientTokenId', 403, invalidToken],
  'wrong-token': ['InvalidClientTokenId', 403, invalidToken],
  'expired-token': ['ExpiredToken', 403, expiredToken],
  skewed: ['SignatureDoesNotMatch', 403, ''],
  mismatch: ['SignatureDoesNotMatch', 403, mismatch],
};

const s3Words: Readonly<Record<SignatureProblem, Words>> = {
  missing: ['AccessDenied', 403, 'Access Denied'],
  malformed: ['AuthorizationHeaderMalformed', 400, ''],
  'unknown-key': ['InvalidAccessKeyId', 403, 'The AWS Access Key Id you provided does not exist in our records.'],
  'wrong-token': ['InvalidToken', 400, 'The provided token is malformed or otherwise invalid.'],
  'expired-token': ['ExpiredToken', 400, 'The provided token has expired.'],
  skewed: ['RequestTimeTooSkewed', 403, 'The difference between the request time and the current time is too large.'],
  mismatch: [
    'SignatureDoesNotMatch',
    403,
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  ],
};

/** A refusal in the words of the protocol [D, R]. `message` where the table leaves it to the case. */
export function refuseSignature(
  protocol: Protocol,
  problem: SignatureProblem,
  details: { readonly message?: string; readonly members?: Readonly<Record<string, unknown>> } = {},
): AwsError {
  const [code, status, usual] = wordsOf(protocol)[problem];
  return new AwsError(code, usual === '' ? (details.message ?? code) : usual, {
    // REST services answer a wrong signature with 403, the JSON ones with 400.
    status: protocol === 'rest-json' ? 403 : status,
    ...(details.members === undefined ? {} : { members: details.members }),
  });
}

function wordsOf(protocol: Protocol): Readonly<Record<SignatureProblem, Words>> {
  switch (protocol) {
    case 'query':
      return queryWords;
    case 'rest-xml':
      return s3Words;
    case 'json-1.0':
    case 'json-1.1':
    case 'rest-json':
      return jsonWords;
    default:
      return protocol satisfies never;
  }
}
