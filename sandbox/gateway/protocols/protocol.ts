import type { Readable } from 'node:stream';
import type { AwsError } from '../../core/aws-error.ts';
import type { Service } from '../../core/service.ts';
import type { WireRequest } from '../http/wire-request.ts';
import type { Model, OperationShape } from '../shapes/model.ts';

/** An answer, ready to be sent. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | Readable | undefined;
};

/** A request to one operation. */
export type Reading = {
  readonly request: WireRequest;
  readonly service: Service;
  readonly shape: OperationShape;
  /** Labels of the path, decoded; empty for protocols without. */
  readonly labels: Readonly<Record<string, string>>;
};

/** The answer of an operation. */
export type Writing = Omit<Reading, 'labels'> & { readonly output: object; readonly requestId: string };

/** A refusal. `service` and `shape` are missing where it is not known for whom the request was. */
export type Failing = {
  readonly error: AwsError;
  readonly request: Omit<WireRequest, 'body'>;
  readonly service?: Service;
  /** The shapes of the service, if they could be had. */
  readonly model?: Model;
  readonly requestId: string;
};

/** How one protocol spells requests, answers and refusals. */
export type WireProtocol = {
  /** @throws AwsError for what cannot be read, or lacks a required member */
  readonly read: (reading: Reading) => object;
  readonly write: (writing: Writing) => Answer;
  readonly fail: (failing: Failing) => Answer;
};
