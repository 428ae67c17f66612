import { inspect } from 'node:util';
import type { Json } from '../parameters.ts';
import { isError } from './is-error.ts';
import { isSecretKey } from './secret-key.ts';

/** What stands where a secret was. */
export const MASK = '[redacted]';

/** Keeps secrets out of what a function writes: its logs, and the reasons it gives to CloudFormation. */
export type Redactor = {
  /**
   * Registers a secret value: from now on it is replaced wherever it turns up, also escaped for JSON or a URL and in base64.
   *
   * A value of fewer than four characters is not registered: it would blank out half of every line and hide nothing.
   */
  add(value: string): void;
  /** The text without registered secrets, and without what looks like one: signed URLs, bearer tokens, `client_secret=...`. */
  text(text: string): string;
  /** Any value as plain JSON without secrets: errors with their causes, maps, class instances, cycles. */
  plain(value: unknown): Json;
};

const SHORTEST = 4;
const LONGEST_TEXT = 16_000;
const DEEPEST = 10;
const MOST_MEMBERS = 500;

/** A redactor that knows no secret values yet. */
export function createRedactor(): Redactor {
  const known = new Set<string>();
  const text = (input: string) => withoutPatterns(shortened(withoutKnown(input, known)));
  return {
    add(value) {
      for (const form of formsOf(value)) known.add(form);
    },
    text,
    plain: (value) => plain(value, { text, isKnown: (part) => withoutKnown(part, known) !== part }),
  };
}

/** The redactor that loggers, secrets and custom resources of one function share. */
export const redact: Redactor = createRedactor();

/** All spellings under which a secret may turn up. */
function formsOf(value: string): string[] {
  const inJson = JSON.stringify(value).slice(1, -1);
  const forms = [
    value,
    value.trim(),
    inJson,
    JSON.stringify(inJson).slice(1, -1),
    inspect(value, { maxStringLength: null }).slice(1, -1),
    encodeURIComponent(value.toWellFormed()),
    new URLSearchParams([['', value]]).toString().slice(1),
    Buffer.from(value).toString('base64'),
    Buffer.from(value).toString('base64url'),
    ...linesOf(value),
  ];
  return value.trim().length < SHORTEST ? [] : forms.filter((form) => form.length >= SHORTEST);
}

/** The lines of a key file: messages quote them one by one. */
function linesOf(value: string): string[] {
  const lines = value.split(/\r?\n/).map((line) => line.trim());
  return lines.length < 2 ? [] : lines.filter((line) => line.length >= 16 && !line.startsWith('-----'));
}

/** Replaces every occurrence; occurrences that overlap or touch become one mask, so nothing of either is left. */
function withoutKnown(text: string, known: ReadonlySet<string>): string {
  const spans = [...known].flatMap((secret) => occurrences(text, secret)).sort((a, b) => a.start - b.start);
  const parts: string[] = [];
  let end = -1;
  for (const span of spans) {
    if (span.start > end) parts.push(text.slice(Math.max(end, 0), span.start), MASK);
    end = Math.max(end, span.end);
  }
  return parts.join('') + text.slice(Math.max(end, 0));
}

function occurrences(text: string, secret: string): { start: number; end: number }[] {
  const found = [];
  for (let start = text.indexOf(secret); start !== -1; start = text.indexOf(secret, start + 1)) {
    found.push({ start, end: start + secret.length });
  }
  return found;
}

/** Cut after registered secrets are out, because half a secret would no longer be recognised. */
function shortened(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}... (${text.length} characters)` : text;
}

const SIGNED = /[?&](?:x-amz-(?:signature|credential|security-token)|awsaccesskeyid|signature|sig|code)=/i;

function withoutPatterns(text: string): string {
  return text
    .replace(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, MASK)
    .replace(/\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@:]{1,200}:[^\s/@]{1,200}@/gi, `$1${MASK}@`)
    .replace(/\?[^\s"'<>\\]+/g, (query) => (SIGNED.test(query) ? `?${MASK}` : query))
    .replace(
      /(\\*")([\w.-]{2,64})\1(\s*:\s*)\1([\s\S]*?)(?<!\\)\1/g,
      (pair, quote: string, key: string, colon: string) =>
        isSecretKey(key) ? `${quote}${key}${quote}${colon}${quote}${MASK}${quote}` : pair,
    )
    .replace(/([\w.-]{2,64})=("[^"]*"|[^&\s"'<>,;]+)/g, (pair, key: string) =>
      isSecretKey(key) ? `${key}=${MASK}` : pair,
    )
    .replace(/\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key)(\s*:\s*)[^\r\n"]+/gi, `$1$2${MASK}`)
    .replace(/\b(Bearer|Basic) +(?=\S*[0-9=._-])[\w.~+/=-]{8,}/g, `$1 ${MASK}`)
    .replace(/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, MASK);
}

type Rules = { readonly text: (text: string) => string; readonly isKnown: (text: string) => boolean };
/** The objects on the way down to a value: meeting one again is a cycle. */
type Trail = readonly object[];

function plain(value: unknown, rules: Rules, trail: Trail = []): Json {
  if (typeof value === 'string') return rules.text(value);
  if (typeof value === 'object' && value !== null) return plainObject(value, rules, trail);
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return plainScalar(value, rules);
  if (typeof value === 'symbol') return rules.text(String(value));
  if (typeof value === 'function') return rules.text(`[function ${value.name}]`);
  return null;
}

/** A secret made of digits may come along as a number. */
function plainScalar(value: number | bigint | boolean, rules: Rules): Json {
  if (rules.isKnown(String(value))) return MASK;
  const isJson = typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
  return isJson ? value : String(value);
}

function plainObject(value: object, rules: Rules, trail: Trail): Json {
  if (trail.includes(value)) return '[circular]';
  if (trail.length >= DEEPEST) return '[deeper]';
  const below = [...trail, value];
  const inner = (part: unknown) => plain(part, rules, below);
  try {
    if (isError(value)) return plainError(value, inner, rules);
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
    if (value instanceof Map) return plainList([...value], inner);
    if (value instanceof Set) return plainList([...value], inner);
    if (Array.isArray(value)) return plainList(value, inner);
    if ('toJSON' in value && typeof value.toJSON === 'function') return inner(value.toJSON());
    if (value instanceof RegExp) return rules.text(String(value));
    return plainMembers(value, inner, rules);
  } catch {
    // A getter or toJSON that throws must not take the log line with it.
    return '[unreadable]';
  }
}

function plainList(list: readonly unknown[], inner: (part: unknown) => Json): Json {
  const more = list.length - MOST_MEMBERS;
  const members = list.slice(0, MOST_MEMBERS).map(inner);
  return more > 0 ? [...members, `[${more} more]`] : members;
}

function plainMembers(value: object, inner: (part: unknown) => Json, rules: Rules): Json {
  const event = eventIn(value);
  if (event !== undefined) return `[${event} event, not logged]`;
  const members = Object.entries(value).slice(0, MOST_MEMBERS);
  return Object.fromEntries(members.map(([key, part]) => [rules.text(key), isHidden(key, part) ? MASK : inner(part)]));
}

function isHidden(key: string, value: unknown): boolean {
  return isSecretKey(key) && value !== undefined && value !== null && value !== '' && typeof value !== 'boolean';
}

/** Names the Lambda event that an object is: events carry presigned URLs and personal data, so they are never logged whole. */
function eventIn(value: object): string | undefined {
  if ('RequestType' in value && 'ResponseURL' in value) return 'custom resource';
  if ('requestContext' in value && ('headers' in value || 'rawPath' in value)) return 'HTTP';
  if ('detail-type' in value && 'detail' in value) return 'EventBridge';
  const first = 'Records' in value && Array.isArray(value.Records) ? value.Records[0] : undefined;
  if (typeof first === 'object' && first !== null && ('eventSource' in first || 'EventSource' in first))
    return 'record';
  return undefined;
}

/** The parts of an error that are not enumerable, then whatever else it carries. The SDK's `$response` is the open connection. */
function plainError(error: Error, inner: (part: unknown) => Json, rules: Rules): Json {
  const own = Object.entries(error).filter(
    ([key]) => !['name', 'message', 'stack', 'cause', 'errors', '$response'].includes(key),
  );
  return {
    name: rules.text(String(error.name)),
    message: rules.text(String(error.message)),
    stack: rules.text(String(error.stack ?? '')),
    ...(error.cause === undefined ? {} : { cause: inner(error.cause) }),
    ...('errors' in error ? { errors: inner(error.errors) } : {}),
    ...Object.fromEntries(own.map(([key, part]) => [rules.text(key), isHidden(key, part) ? MASK : inner(part)])),
  };
}
