import { untranslatable } from './pattern-error.ts';
import type { PatternNode } from './pattern-node.ts';

type Walk = {
  /** Groups that have certainly matched by now. */
  readonly definite: ReadonlySet<number>;
  readonly referenced: Set<number>;
  readonly inLookBehind: boolean;
  readonly inAtomic: boolean;
};

/**
 * The groups that back references point to. Refuses by name whatever Java and JavaScript do not match alike.
 *
 * Both backtrack in the same order, with two exceptions. JavaScript drops a repetition that matched nothing and tries
 * again, and it matches look-behinds backwards. Neither changes whether a plain pattern matches, only on which way it
 * does; so both matter only where that way is fixed (atomic groups, possessive quantifiers) or remembered (groups).
 */
export function referencedGroups(node: PatternNode): ReadonlySet<number> {
  const referenced = new Set<number>();
  definiteAfter(node, { definite: new Set(), referenced, inLookBehind: false, inAtomic: false });
  return referenced;
}

/**
 * The groups that have certainly matched once the node has.
 *
 * A reference to a group that has not matched fails in Java and matches nothing in JavaScript, and JavaScript alone
 * forgets groups when a loop starts over; a reference to a group that has certainly matched means the same in both.
 */
function definiteAfter(node: PatternNode, walk: Walk): ReadonlySet<number> {
  switch (node.kind) {
    case 'source':
      return walk.definite;
    case 'sequence':
      return node.items.reduce((definite, item) => definiteAfter(item, { ...walk, definite }), walk.definite);
    case 'choice':
      return intersection(node.items.map((item) => definiteAfter(item, walk)));
    case 'repeat':
      return definiteAfterRepeat(node, walk);
    case 'group': {
      const after = definiteAfter(node.item, walk);
      return node.capture === undefined ? after : new Set([...after, node.capture]);
    }
    case 'atomic':
      refuse(walk.inLookBehind, 'an atomic group in a look-behind');
      return definiteAfter(node.item, { ...walk, inAtomic: true });
    case 'look': {
      const after = definiteAfter(node.item, { ...walk, inLookBehind: walk.inLookBehind || node.behind });
      return node.negative || node.behind ? walk.definite : after;
    }
    case 'back':
      refuse(walk.inLookBehind, 'a back reference in a look-behind');
      refuse(!walk.definite.has(node.capture), 'a back reference to a group that need not have matched');
      walk.referenced.add(node.capture);
      return walk.definite;
    default:
      return node satisfies never;
  }
}

function definiteAfterRepeat(node: Extract<PatternNode, { kind: 'repeat' }>, walk: Walk): ReadonlySet<number> {
  const isCharacter = node.item.kind === 'source' && node.item.width === 1;
  // Java finds an obvious maximum length for some repeated groups and not for others, depending on its version.
  refuse(walk.inLookBehind && !isCharacter && node.max > 1, 'a repeated group in a look-behind');
  refuse(walk.inLookBehind && node.mode === 'possessive', 'a possessive quantifier in a look-behind');
  refuse(node.mode === 'possessive' && !isRigid(node.item), 'a possessive quantifier on a group with choices');
  refuse(walk.inAtomic && mayBeEmpty(node.item), 'a repetition of what may be empty in an atomic group');
  // Java stops counting at the first empty turn. That only shows where another turn at the same place could differ.
  const mayStopEarly = node.min > 1 && mayBeEmpty(node.item) && dependsOnPlace(node.item);
  refuse(mayStopEarly, 'a counted repetition of what may be empty and depends on its place');
  definiteAfter(node.item, walk);
  // Which turn a group remembers once the loop is left depends on how Java happens to run the loop.
  return walk.definite;
}

function refuse(isUsed: boolean, what: string): void {
  if (isUsed) {
    throw untranslatable(what);
  }
}

/** Whether there is exactly one way in which the node can match, and it takes at least one character. */
function isRigid(node: PatternNode): boolean {
  switch (node.kind) {
    case 'source':
      return node.width === 1;
    case 'sequence':
      return node.items.length > 0 && node.items.every(isRigid);
    case 'repeat':
      return node.min > 0 && node.min === node.max && isRigid(node.item);
    case 'group':
      return isRigid(node.item);
    default:
      return false;
  }
}

function mayBeEmpty(node: PatternNode): boolean {
  switch (node.kind) {
    case 'source':
      return node.width === 0;
    case 'sequence':
      return node.items.every(mayBeEmpty);
    case 'choice':
      return node.items.some(mayBeEmpty);
    case 'repeat':
      return node.min === 0 || mayBeEmpty(node.item);
    case 'group':
    case 'atomic':
      return mayBeEmpty(node.item);
    default:
      return true;
  }
}

/** Whether something inside looks around, so that it can match in one place and not in another. */
function dependsOnPlace(node: PatternNode): boolean {
  switch (node.kind) {
    case 'source':
      return node.width === 0;
    case 'sequence':
    case 'choice':
      return node.items.some(dependsOnPlace);
    case 'repeat':
    case 'group':
    case 'atomic':
      return dependsOnPlace(node.item);
    case 'look':
      return true;
    case 'back':
      return false;
    default:
      return node satisfies never;
  }
}

function intersection(sets: readonly ReadonlySet<number>[]): ReadonlySet<number> {
  const [first = new Set<number>(), ...others] = sets;
  return new Set([...first].filter((member) => others.every((other) => other.has(member))));
}
