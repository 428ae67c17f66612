import { FactoryError, show } from '../errors.ts';
import type { CustomResourceEvent, LambdaContext } from './custom-resource-event.ts';
import { isError } from './is-error.ts';
import type { Redactor } from './redact.ts';

/** What CloudFormation is told about one request. */
export type Answer = {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly physicalResourceId: string;
  readonly reason?: string;
  readonly data?: { readonly [name: string]: string };
  readonly noEcho?: boolean;
};

/** CloudFormation takes 4,096 bytes; the design asks for fewer. */
export const ANSWER_LIMIT_BYTES = 4_095;

/** The answer as it goes over the wire, with what had to change for it to fit. */
export type Written = { readonly body: string; readonly status: Answer['status']; readonly isCut: boolean };

/**
 * Writes an answer that CloudFormation accepts: a reason that is too long is cut and says where the rest is; data that does
 * not fit is a failure, because half of the attributes would let the stack go on with wrong values.
 */
export function writeAnswer(event: CustomResourceEvent, answer: Answer, context: LambdaContext): Written {
  const body = bodyOf(event, answer);
  if (fits(body)) return { body, status: answer.status, isCut: false };
  const bytes = Buffer.byteLength(bodyOf(event, { ...answer, reason: undefined }));
  if (bytes > ANSWER_LIMIT_BYTES) return tooMuchData(event, answer, { bytes, context });
  const rest = `... (the rest is in log stream ${context.logStreamName})`;
  const reason = longestFitting(answer.reason ?? '', (start) =>
    fits(bodyOf(event, { ...answer, reason: start + rest })),
  );
  return { body: bodyOf(event, { ...answer, reason: reason + rest }), status: answer.status, isCut: true };
}

function tooMuchData(
  event: CustomResourceEvent,
  answer: Answer,
  { bytes, context }: { bytes: number; context: LambdaContext },
) {
  const reason =
    `the answer has ${bytes} bytes with its attributes (${Object.keys(answer.data ?? {}).join(', ')}), ` +
    `CloudFormation takes fewer than ${ANSWER_LIMIT_BYTES + 1}: return a name or an address of what is large`;
  return writeAnswer(event, { ...answer, status: 'FAILED', data: undefined, reason }, context);
}

function bodyOf(event: CustomResourceEvent, answer: Answer): string {
  return JSON.stringify({
    Status: answer.status,
    Reason: answer.reason,
    PhysicalResourceId: answer.physicalResourceId,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
    NoEcho: answer.noEcho,
    Data: answer.data,
  });
}

function fits(body: string): boolean {
  return Buffer.byteLength(body) <= ANSWER_LIMIT_BYTES;
}

/** The longest start of the text, in whole characters, that the test accepts. */
function longestFitting(text: string, accepts: (start: string) => boolean): string {
  const characters = [...text];
  let low = 0;
  let high = characters.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (accepts(characters.slice(0, middle).join(''))) low = middle;
    else high = middle - 1;
  }
  return characters.slice(0, low).join('');
}

/** What went wrong, in words for whoever reads the stack's events: message and causes, no stack trace, no secrets. */
export function reasonFor(thrown: unknown, redactor: Redactor): string {
  return redactor.text(withoutTrace(sentence(thrown, 0))) || 'failed without saying why';
}

function sentence(thrown: unknown, depth: number): string {
  if (!isError(thrown)) return typeof thrown === 'string' ? thrown : `threw ${describe(thrown)}`;
  const message = thrown.message === '' ? thrown.name : thrown.message;
  // The names of our own errors say nothing that their messages do not say better.
  const text = isPlain(thrown) || message === thrown.name ? message : `${thrown.name}: ${message}`;
  if (thrown.cause === undefined || depth >= 3) return text;
  return `${text} (${sentence(thrown.cause, depth + 1)})`;
}

function isPlain(error: Error): boolean {
  return error instanceof FactoryError || error.name === 'Error';
}

function describe(thrown: unknown): string {
  try {
    return show(thrown);
  } catch {
    return `a value of type ${typeof thrown}`;
  }
}

/** Messages of wrapped errors sometimes carry the whole trace. */
function withoutTrace(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^\s+at .+(:\d+|<anonymous>|\(native\)|node:)/.test(line))
    .join('\n')
    .trim();
}
