/** A parsed Java pattern, with single characters and assertions already written as JavaScript (`v` flag). */
export type PatternNode =
  /** JavaScript source: one character of some set (width 1) or an assertion (width 0). */
  | { readonly kind: 'source'; readonly source: string; readonly width: 0 | 1 }
  | { readonly kind: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly items: readonly PatternNode[] }
  | {
      readonly kind: 'repeat';
      readonly item: PatternNode;
      readonly min: number;
      readonly max: number;
      readonly mode: 'greedy' | 'lazy' | 'possessive';
    }
  /** `capture` is the number Java gives the group; left out when it captures nothing. */
  | { readonly kind: 'group'; readonly item: PatternNode; readonly capture?: number }
  | { readonly kind: 'atomic'; readonly item: PatternNode }
  | { readonly kind: 'look'; readonly item: PatternNode; readonly behind: boolean; readonly negative: boolean }
  | { readonly kind: 'back'; readonly capture: number };

/** Flags that Java patterns switch on and off inside themselves, e.g. `(?i)`. */
export type PatternFlags = { readonly i: boolean; readonly s: boolean; readonly m: boolean; readonly d: boolean };

/** The most characters a node can match; infinite when there is no bound. */
export function widthOf(node: PatternNode): number {
  switch (node.kind) {
    case 'source':
      return node.width;
    case 'sequence':
      return node.items.reduce((sum, item) => sum + widthOf(item), 0);
    case 'choice':
      return Math.max(...node.items.map(widthOf));
    case 'repeat': {
      const width = widthOf(node.item);
      return width === 0 ? 0 : width * node.max;
    }
    case 'group':
    case 'atomic':
      return widthOf(node.item);
    case 'look':
      return 0;
    case 'back':
      return Number.POSITIVE_INFINITY;
    default:
      return node satisfies never;
  }
}
