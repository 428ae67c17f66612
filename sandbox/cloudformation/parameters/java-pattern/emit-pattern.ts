import { referencedGroups } from './exactness.ts';
import type { PatternNode } from './pattern-node.ts';

/** JavaScript source, for the `v` flag, that matches what the node matches in Java. */
export function emitPattern(node: PatternNode): string {
  return new Emitter(referencedGroups(node)).emit(node);
}

class Emitter {
  readonly #referenced: ReadonlySet<number>;
  /** Number of each referenced group in JavaScript, where atomic groups take numbers too. */
  readonly #numbers = new Map<number, number>();
  #groups = 0;

  constructor(referenced: ReadonlySet<number>) {
    this.#referenced = referenced;
  }

  emit(node: PatternNode): string {
    switch (node.kind) {
      case 'source':
        return node.source;
      case 'sequence':
        return node.items.map((item) => this.emit(item)).join('');
      case 'choice':
        return `(?:${node.items.map((item) => this.emit(item)).join('|')})`;
      case 'repeat':
        return this.#repeat(node);
      case 'group':
        return this.#group(node.item, node.capture);
      case 'atomic':
        return this.#atomic(() => this.emit(node.item));
      case 'look':
        return `(?${node.behind ? '<' : ''}${node.negative ? '!' : '='}${this.emit(node.item)})`;
      case 'back':
        return `(?:\\${this.#numbers.get(node.capture)})`;
      default:
        return node satisfies never;
    }
  }

  #repeat(node: Extract<PatternNode, { kind: 'repeat' }>): string {
    const most = node.max === Number.POSITIVE_INFINITY ? '' : node.max;
    const repeated = (): string => `${this.#operand(node.item)}{${node.min},${most}}`;
    return node.mode === 'possessive' ? this.#atomic(repeated) : `${repeated()}${node.mode === 'lazy' ? '?' : ''}`;
  }

  #operand(node: PatternNode): string {
    const source = this.emit(node);
    return node.kind === 'source' && node.width === 1 ? source : `(?:${source})`;
  }

  #group(item: PatternNode, capture: number | undefined): string {
    if (capture === undefined || !this.#referenced.has(capture)) {
      return `(?:${this.emit(item)})`;
    }
    this.#groups += 1;
    this.#numbers.set(capture, this.#groups);
    return `(${this.emit(item)})`;
  }

  /** A look-ahead never backtracks into itself, so matching it again by reference takes exactly what it took. */
  #atomic(emitItem: () => string): string {
    this.#groups += 1;
    const number = this.#groups;
    return `(?:(?=(${emitItem()}))\\${number})`;
  }
}
