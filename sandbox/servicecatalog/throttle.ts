import { AwsError } from '../core/aws-error.ts';
import type { Host } from '../core/host.ts';

/** How many requests may come at once, and how many a second after that. */
type Rate = { readonly burst: number; readonly perSecond: number };

/**
 * AWS does not publish the rates; that they are low is seen in many public reports. These are an assumption of ours: a
 * publisher that sends one request after another is never throttled, one that sends hundreds at once is.
 */
const rates = { read: { burst: 200, perSecond: 50 }, write: { burst: 100, perSecond: 20 } } as const;

type Bucket = { readonly left: number; readonly at: number };

/** Counts the requests of each account and region, on the clock of the sandbox. */
export type Throttle = (place: { readonly account: string; readonly region: string }, operation: string) => void;

/** Opens a throttle with full buckets. The function throws `ThrottlingException` where one is empty. */
export function openThrottle({ clock }: Pick<Host, 'clock'>): Throttle {
  const buckets = new Map<string, Bucket>();
  return ({ account, region }, operation) => {
    const kind = /^(Describe|List|Search|Scan|Get)/u.test(operation) ? 'read' : 'write';
    const key = `${account}/${region}/${kind}`;
    const left = leftIn(buckets.get(key), rates[kind], clock.now());
    if (left < 1) throw new AwsError('ThrottlingException', 'Rate exceeded');
    buckets.set(key, { left: left - 1, at: clock.now() });
  };
}

function leftIn(bucket: Bucket | undefined, { burst, perSecond }: Rate, now: number): number {
  if (bucket === undefined) return burst;
  return Math.min(burst, bucket.left + ((now - bucket.at) / 1000) * perSecond);
}
