import type { Link, Thing } from '../model/graph.ts';
import { idOf } from './ends.ts';
import { linksFromEvents } from './events.ts';
import { linksFromProperties } from './flows.ts';
import { linksFromGrants } from './grants.ts';
import { linksFromMeetingPoints } from './meeting-points.ts';
import { linksFromResourcePolicies } from './parties.ts';
import type { RawLink } from './raw-link.ts';
import { plainVerbs, verbs } from './verbs.ts';
import type { World } from './world.ts';

/** Everything that the template says about how its things work together, one link for each pair and direction. */
export function linksIn(world: World): { readonly links: Link[]; readonly outside: Thing[] } {
  const raw = [
    ...linksFromEvents(world),
    ...linksFromResourcePolicies(world),
    ...linksFromGrants(world),
    ...linksFromProperties(world),
    ...linksFromMeetingPoints(world),
  ].filter(({ from, to }) => idOf(from) !== idOf(to));
  const plain = raw.map((link): Link => ({ ...link, from: idOf(link.from), to: idOf(link.to), both: false }));
  return { links: tidied(plain), outside: outsideOf(raw) };
}

/** Links without repetitions: one for each pair and direction, and one for both directions where data goes to and fro. */
export function tidied(links: readonly Link[]): Link[] {
  return joined(twoWay(withoutRepeats(same(links))));
}

/** Links that say the same, as one with all evidence. */
function same(links: readonly Link[]): Link[] {
  return grouped(links, ({ from, to, verb }) => `${from}>${to}:${verb}`).map((group) => merged(group));
}

function grouped(links: readonly Link[], keyOf: (link: Link) => string): [Link, ...Link[]][] {
  return [...Map.groupBy(links, keyOf).values()].flatMap(([first, ...rest]) =>
    first === undefined ? [] : [[first, ...rest] satisfies [Link, ...Link[]]],
  );
}

function merged([first, ...rest]: readonly [Link, ...Link[]]): Link {
  const all = [first, ...rest];
  const evidence = all.flatMap(({ because }) => because);
  return {
    ...first,
    rank: Math.min(...all.map(({ rank }) => rank)),
    both: all.some(({ both }) => both),
    because: [...new Map(evidence.map((one) => [`${one.resource}/${one.at}`, one])).values()],
  };
}

/** Drops what another link between the same two says better: whom an event starts reads it, and who writes uses. */
function withoutRepeats(links: readonly Link[]): Link[] {
  return links.filter((link) => {
    const others = links.filter((other) => other !== link && isSamePair(link, other));
    if (link.verb === verbs.reads.text) return !others.some((other) => other.from === link.from && other.rank === 1);
    return link.verb !== verbs.uses.text || others.length === 0;
  });
}

function isSamePair(one: Link, other: Link): boolean {
  return (one.from === other.from && one.to === other.to) || (one.from === other.to && one.to === other.from);
}

/** Reading and writing the same thing is one line with two heads. */
function twoWay(links: readonly Link[]): Link[] {
  const readOf = (link: Link) =>
    link.verb === verbs.writes.text
      ? links.find((other) => other.verb === verbs.reads.text && other.from === link.to && other.to === link.from)
      : undefined;
  const covered = new Set(links.map(readOf));
  return links
    .filter((link) => !covered.has(link))
    .map((link) => {
      const read = readOf(link);
      if (read === undefined) return link;
      return { ...merged([link, read]), verb: verbs.readsAndWrites.text, rank: verbs.readsAndWrites.rank, both: true };
    });
}

/** One link for each pair and direction, with everything that it says: `reads and writes, starts`. */
function joined(links: readonly Link[]): Link[] {
  return grouped(links, ({ from, to }) => `${from}>${to}`).map((group) => {
    const sorted = group.toSorted((a, b) => a.rank - b.rank);
    const texts = [...new Set(sorted.flatMap(({ verb }) => verb.split(', ')))];
    const telling = texts.filter((text) => !plainVerbs.has(text));
    return { ...merged(group), verb: (telling.length > 0 ? telling : texts).slice(0, 2).join(', ') };
  });
}

/** The things that links brought along. Who is there in two cases is there in any. */
function outsideOf(raw: readonly RawLink[]): Thing[] {
  const things = raw.flatMap(({ from, to }) => [from, to]).filter((end) => typeof end !== 'string');
  return [...Map.groupBy(things, ({ id }) => id).values()].flatMap(([first, ...rest]) => {
    if (first === undefined) return [];
    const { condition, ...always } = first;
    return [rest.every((other) => other.condition === condition) ? first : always];
  });
}
