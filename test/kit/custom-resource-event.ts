import type { Edge } from '#lib/handler/custom-resource.ts';
import type { CustomResourceEvent, LambdaContext, RawProperties } from '#lib/handler/custom-resource-event.ts';

/** What a test wants to differ from an ordinary Create. */
export type EventParts = {
  readonly type?: CustomResourceEvent['RequestType'];
  readonly url?: string;
  readonly properties?: RawProperties;
  readonly oldProperties?: RawProperties;
  readonly physicalResourceId?: string;
  readonly requestId?: string;
  readonly logicalId?: string;
  readonly stackId?: string;
};

/** ARN of the stack that test events come from. */
export const STACK_ID =
  'arn:aws:cloudformation:eu-central-1:111122223333:stack/launch-one/5f2b6a50-0000-11f0-8000-0a1b2c3d4e5f';

/** A request as CloudFormation sends it. */
export function customResourceEvent(parts: EventParts = {}): CustomResourceEvent {
  const common = {
    StackId: parts.stackId ?? STACK_ID,
    RequestId: parts.requestId ?? 'b4d4d57c-3f1c-4c6e-9a44-1f6f2a9f0001',
    LogicalResourceId: parts.logicalId ?? 'Thing',
    ResourceType: 'Custom::Thing',
    ResponseURL: parts.url ?? 'http://127.0.0.1:9/nobody?X-Amz-Signature=0a1b2c3d4e',
    ResourceProperties: {
      ServiceToken: 'arn:aws:lambda:eu-central-1:111122223333:function:thing',
      ...parts.properties,
    },
  };
  const physicalResourceId = parts.physicalResourceId ?? 'Thing:0';
  if (parts.type === 'Delete') return { ...common, RequestType: 'Delete', PhysicalResourceId: physicalResourceId };
  if (parts.type !== 'Update') return { ...common, RequestType: 'Create' };
  const OldResourceProperties = parts.oldProperties ?? parts.properties ?? {};
  return { ...common, RequestType: 'Update', PhysicalResourceId: physicalResourceId, OldResourceProperties };
}

/** A context whose time does not pass by itself. */
export function lambdaContext(remainingMs: () => number = () => 60_000): LambdaContext {
  return {
    awsRequestId: '7c0c1a52-0000-4000-8000-000000000001',
    functionName: 'thing',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:thing',
    memoryLimitInMB: '256',
    logStreamName: '2026/11/21/[$LATEST]0123456789abcdef0123456789abcdef',
    getRemainingTimeInMillis: remainingMs,
  };
}

/** An invocation in which time passes only by waiting: back-off moves it on, and the work's limit comes when a test says so. */
export type TimedInvocation = {
  readonly context: LambdaContext;
  readonly edge: Pick<Edge, 'sleep' | 'random' | 'timeLimit'>;
  /** The delays that were slept, in milliseconds. */
  readonly slept: readonly number[];
  /** Limits that were asked for, in milliseconds. */
  readonly limits: readonly number[];
  /** Lets the work's time run out. */
  timeOut(): void;
};

/** Starts an invocation with so much time. */
export function timedInvocation(totalMs = 60_000): TimedInvocation {
  let remaining = totalMs;
  const slept: number[] = [];
  const limits: number[] = [];
  const waiting: (() => void)[] = [];
  return {
    context: lambdaContext(() => remaining),
    slept,
    limits,
    timeOut: () => {
      remaining -= limits.at(-1) ?? 0;
      for (const resolve of waiting.splice(0)) resolve();
    },
    edge: {
      random: () => 1,
      sleep: async (ms) => {
        slept.push(ms);
        remaining -= ms;
      },
      timeLimit: (ms) => {
        limits.push(ms);
        return new Promise((resolve) => waiting.push(resolve));
      },
    },
  };
}
