import type { Evidence } from '../model/graph.ts';
import { type End, endsOf, type Hint } from './ends.ts';
import type { World } from './world.ts';

/** A link as a rule found it, before links that say the same are made one. */
export type RawLink = {
  readonly from: End;
  readonly to: End;
  readonly verb: string;
  readonly rank: number;
  readonly because: readonly Evidence[];
};

/** Two values of the template that a rule found a verb for. */
export type Connection = {
  readonly from: unknown;
  readonly to: unknown;
  readonly verb: string;
  readonly rank: number;
  readonly because: Evidence;
};

/** The links of everything that one value names with everything that the other names. */
export function connect(world: World, { from, to, verb, rank, because }: Connection, hint: Hint = {}): RawLink[] {
  const with_ = { holder: because.resource, ...hint };
  return endsOf(world, from, with_).flatMap((start) =>
    endsOf(world, to, with_).map((end) => ({ from: start, to: end, verb, rank, because: [because] })),
  );
}

/** The value that names a resource. */
export function ref(id: string): unknown {
  return { Ref: id };
}
