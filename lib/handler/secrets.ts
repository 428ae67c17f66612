import { FactoryError, InputError, OutsideError } from '../errors.ts';
import { type RetryOptions, retrying } from './aws-errors.ts';
import { type Redactor, redact } from './redact.ts';
import type { ReadSecret } from './secret-sources.ts';

/**
 * Where a secret is kept. A reference is text, as launchers give it in a parameter:
 *
 * | Reference | Means |
 * |---|---|
 * | `/marketing/token` | SSM parameter of that name |
 * | `ssm:token`, `ssm:/marketing/token` | the same; the only way to write a name without a path |
 * | `arn:aws:ssm:...:parameter/marketing/token` | SSM parameter, also of another account |
 * | `arn:aws:secretsmanager:...:secret:...` | Secrets Manager secret, also of another account |
 * | `secretsmanager:marketing/token` | Secrets Manager secret of that name |
 */
export type SecretAddress = { readonly store: 'ssm' | 'secretsManager'; readonly id: string };

/** Reads a reference; anything that is none of the five forms is refused, so that a pasted secret is not looked up as a name. */
export function secretAddress(reference: string): SecretAddress {
  const parameter =
    /^(?:ssm:)?(\/[\w.-]+(?:\/[\w.-]+)*)$|^ssm:([\w.-]+)$|^(arn:[\w-]+:ssm:[\w-]+:\d{12}:parameter\/[\w./-]+)$/;
  const secret = /^(arn:[\w-]+:secretsmanager:[\w-]+:\d{12}:secret:[\w/+=.@-]+)$|^secretsmanager:([\w/+=.@-]+)$/;
  const [, path, name, parameterArn] = parameter.exec(reference) ?? [];
  const [, secretArn, secretName] = secret.exec(reference) ?? [];
  const parameterId = path ?? name ?? parameterArn;
  if (parameterId !== undefined) return { store: 'ssm', id: parameterId };
  const secretId = secretArn ?? secretName;
  if (secretId !== undefined) return { store: 'secretsManager', id: secretId };
  // The text itself is not repeated: it may be the secret, put into the wrong field.
  const message =
    'must name a secret: /path, ssm:name, secretsmanager:name, or the ARN of an SSM parameter or a Secrets Manager secret';
  throw new InputError('reference to a secret', [{ path: '', message }]);
}

/** What the caller makes of a secret. */
export type SecretReading<T> = {
  /** What the secret should be, for the message when it is not: `JSON with client_id and client_secret`. */
  readonly expects: string;
  /** Makes a value of the text, or throws. What it throws is dropped, because messages of parsers quote their input. */
  readonly parse: (text: string) => T;
};

/** Secrets of this execution environment. */
export type Secrets = {
  /** Reads a secret and parses it; from the cache while that is fresh. */
  get<T>(reference: string, reading: SecretReading<T>): Promise<T>;
  /** Reads a secret that is plain text, as it is. */
  text(reference: string): Promise<string>;
  /** Forgets what was read. Call it when the other side no longer takes the secret, then read once more: it was rotated. */
  invalidate(reference: string): void;
};

/** Where secrets come from and how long they are believed. */
export type SecretsOptions = {
  /** @default - references to SSM parameters are refused */
  readonly ssm?: ReadSecret;
  /** @default - references to Secrets Manager are refused */
  readonly secretsManager?: ReadSecret;
  /**
   * How long a secret is kept in memory.
   * @default 300000
   */
  readonly ttlMs?: number;
  /** @default - the redactor that the whole function shares */
  readonly redactor?: Redactor;
  /** @default Date.now */
  readonly now?: () => number;
  /** How throttled reads are repeated. @default - five attempts */
  readonly retry?: RetryOptions;
};

type Cached = { readonly text: Promise<string>; readonly freshUntil: number };

const FIVE_MINUTES_MS = 300_000;

/**
 * A cache of secrets. Callers that ask at the same time share one request; a failed read is not remembered. Whatever was
 * read is registered for redaction before anybody gets to see it.
 */
export function createSecrets(options: SecretsOptions): Secrets {
  const { ttlMs = FIVE_MINUTES_MS, now = Date.now } = options;
  const cache = new Map<string, Cached>();

  const read = (reference: string): Promise<string> => {
    const cached = cache.get(reference);
    if (cached !== undefined && now() < cached.freshUntil) return cached.text;
    const entry: Cached = { text: load(reference, options), freshUntil: now() + ttlMs };
    cache.set(reference, entry);
    entry.text.catch(() => {
      if (cache.get(reference) === entry) cache.delete(reference);
    });
    return entry.text;
  };

  return {
    get: async (reference, reading) => parsed(reference, await read(reference), reading),
    text: read,
    invalidate: (reference) => void cache.delete(reference),
  };
}

async function load(reference: string, options: SecretsOptions): Promise<string> {
  const address = secretAddress(reference);
  const source = options[address.store];
  if (source === undefined) {
    const wanted = address.store === 'ssm' ? 'Secrets Manager' : 'an SSM parameter';
    throw new FactoryError(
      'SECRET_STORE',
      `secret '${reference}' cannot be read here: this function takes secrets from ${wanted}`,
    );
  }
  const text = await retrying(() => source(address.id), options.retry).catch((error) => {
    if (error instanceof FactoryError) throw error;
    throw new OutsideError(`secret '${reference}' could not be read`, { cause: error });
  });
  register(text, options.redactor ?? redact);
  return text;
}

function parsed<T>(reference: string, text: string, { expects, parse }: SecretReading<T>): T {
  try {
    return parse(text);
  } catch {
    throw new FactoryError('SECRET_UNREADABLE', `secret '${reference}' is not ${expects}`);
  }
}

/** Parts of a JSON secret that tell where to go rather than how to get in. Redacting them would only make logs unreadable. */
const HARMLESS = new Set(
  'engine host hostname port dbname database schema dbclusteridentifier dbinstanceidentifier username user client_id clientid type project_id auth_uri token_uri scope'.split(
    ' ',
  ),
);

/** Registers the text, and if it is JSON every text and number in it, because those travel on their own. */
function register(text: string, redactor: Redactor): void {
  redactor.add(text);
  try {
    registerParts(JSON.parse(text), redactor);
  } catch {
    // Not JSON: the text is the secret.
  }
}

function registerParts(value: unknown, redactor: Redactor): void {
  if (typeof value === 'string' || typeof value === 'number') redactor.add(String(value));
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    if (!HARMLESS.has(key.toLowerCase())) registerParts(part, redactor);
  }
}
