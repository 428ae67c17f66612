import { LogFormatter, Logger, LogItem } from '@aws-lambda-powertools/logger';
import type { LogAttributes, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';
import type { Json } from '../parameters.ts';
import { type Redactor, redact } from './redact.ts';

export type { Logger } from '@aws-lambda-powertools/logger';

/** What a logger may be told at the start; all of it has a default. */
export type LoggerOptions = {
  /**
   * Name of the function in the words of the product, shown as `service` in every line.
   * @default - the environment variable POWERTOOLS_SERVICE_NAME
   */
  readonly service?: string;
  /** @default - the redactor that the whole function shares */
  readonly redactor?: Redactor;
};

/**
 * A JSON logger whose lines hold no secrets: registered values, keys that name secrets and signed URLs are replaced before
 * a line is written, in messages, in nested values and in errors with their causes. Lambda events are never written whole.
 */
export function createLogger(options: LoggerOptions = {}): Logger {
  const logFormatter = new RedactingFormatter(options.redactor ?? redact);
  return new Logger({ serviceName: options.service, logFormatter });
}

/** Turns every attribute into plain JSON without secrets, as the last step before a line is printed. */
class RedactingFormatter extends LogFormatter {
  readonly #redactor: Redactor;

  constructor(redactor: Redactor) {
    super();
    this.#redactor = redactor;
  }

  override formatAttributes(standard: UnformattedAttributes, additional: LogAttributes): LogItem {
    const { lambdaContext: context } = standard;
    const line: Record<string, unknown> = {
      level: standard.logLevel,
      message: standard.message,
      timestamp: this.formatTimestamp(standard.timestamp),
      service: standard.serviceName,
      cold_start: context?.coldStart,
      function_name: context?.functionName,
      function_request_id: context?.awsRequestId,
      xray_trace_id: standard.xRayTraceId,
      ...additional,
    };
    return new LogItem({ attributes: this.#plain(line) });
  }

  #plain(line: Record<string, unknown>): Record<string, Json> {
    // Member by member: the line as a whole must not be taken for an event because of a key that somebody added.
    return Object.fromEntries(
      Object.entries(line).map(([key, value]) => {
        const member = this.#redactor.plain({ [key]: value });
        return Object.entries(member ?? {})[0] ?? [key, null];
      }),
    );
  }
}
