import type { CustomResourceEvent, LambdaContext } from './custom-resource-event.ts';

/** How long the work may take, and what sets that bound. */
export type TimeLimit = { readonly ms: number; readonly why: string; readonly remainingMs: () => number };

type Bounds = { readonly reserveMs?: number; readonly workLimitMs?: number };
type Limit = readonly [ms: number, why: string];

/**
 * The shortest of: what the work is allowed, the function's own time, and the time that CloudFormation waits; of the last
 * two, enough is left to deliver the answer.
 */
export function timeLimitOf(event: CustomResourceEvent, context: LambdaContext, bounds: Bounds): TimeLimit {
  const atStart = context.getRemainingTimeInMillis();
  const serviceMs = serviceTimeoutMs(event);
  const reserve = bounds.reserveMs ?? Math.min(15_000, Math.max(2_000, Math.min(atStart, serviceMs) / 5));
  const [ms, why] = shortest([
    [bounds.workLimitMs ?? Number.POSITIVE_INFINITY, 'which is as long as it may take'],
    [atStart - reserve, "shortly before the function's own timeout"],
    [serviceMs - reserve, 'shortly before CloudFormation stops waiting'],
  ]);
  return { ms, why, remainingMs: () => Math.max(0, ms - (atStart - context.getRemainingTimeInMillis())) };
}

function shortest(limits: readonly [Limit, ...Limit[]]): Limit {
  const [ms, why] = limits.reduce((least, limit) => (limit[0] < least[0] ? limit : least));
  return [Math.max(0, ms), why];
}

/** Counted from now on, which is a moment after CloudFormation began to count; the reserve covers that. */
function serviceTimeoutMs(event: CustomResourceEvent): number {
  const seconds = Number(event.ResourceProperties['ServiceTimeout']);
  return seconds >= 1 ? seconds * 1_000 : Number.POSITIVE_INFINITY;
}
