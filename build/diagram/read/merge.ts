import type { Link, Thing } from '../model/graph.ts';
import { tidied } from './links.ts';
import { capital, counted } from './names.ts';

type Picture = { readonly things: readonly Thing[]; readonly links: readonly Link[] };

/** Above the first a picture is fuller than it need be; above the second it is looked at box by box. */
const [manyThings, tooManyThings] = [16, 24];

/**
 * Draws as one what is alike: first what has the very same links, then, while a picture is too full, the functions of
 * one caller, then everything of one kind.
 */
export function mergedPicture(picture: Picture): Picture {
  const alike = untilStable(picture, (current) =>
    groups(current, (thing) => likeness(current, thing)).filter(isWorthIt(current)),
  );
  if (alike.things.length <= manyThings) return alike;
  const called = untilStable(alike, (current) => groups(current, (thing) => callersOf(current, thing)));
  return untilStable(called, (current) =>
    current.things.length > tooManyThings ? biggest(groups(current, kindKey)) : [],
  );
}

function untilStable(picture: Picture, groupsIn: (picture: Picture) => Thing[][]): Picture {
  const [first] = groupsIn(picture);
  return first === undefined ? picture : untilStable(asOne(picture, first), groupsIn);
}

function groups({ things }: Picture, keyOf: (thing: Thing) => string | undefined): Thing[][] {
  const keyed = things.filter((thing) => thing.made && keyOf(thing) !== undefined);
  return [...Map.groupBy(keyed, keyOf).values()].filter((group) => group.length > 1);
}

function kindKey({ kind, condition, made }: Thing): string {
  return [kind.service, kind.noun, condition ?? '', made].join('|');
}

function likeness({ links }: Picture, thing: Thing): string {
  const own = links.flatMap(({ from, to, verb, both }) => {
    if (from === thing.id) return [`>${to}:${verb}:${both}`];
    return to === thing.id ? [`<${from}:${verb}:${both}`] : [];
  });
  return [kindKey(thing), thing.encrypted, ...own.sort()].join('|');
}

/** Two or three boxes say more than one box with two names in it; parameters are only ever entries. */
function isWorthIt({ things }: Picture): (group: readonly Thing[]) => boolean {
  return ([first, ...rest]) =>
    first?.kind.glyph === 'parameters' || rest.length >= (things.length > manyThings ? 1 : 2);
}

function callersOf({ links }: Picture, thing: Thing): string | undefined {
  if (thing.kind.glyph !== 'function') return undefined;
  const callers = links.filter(({ to, rank }) => to === thing.id && rank === 1).map(({ from }) => from);
  return callers.length === 0 ? undefined : [kindKey(thing), ...callers.sort()].join('|');
}

function biggest(found: readonly Thing[][]): Thing[][] {
  return found.toSorted((a, b) => b.length - a.length).slice(0, 1);
}

function asOne({ things, links }: Picture, group: readonly Thing[]): Picture {
  const [first] = group;
  if (first === undefined) return { things, links };
  const ids = new Set(group.map(({ id }) => id));
  const idIn = (id: string) => (ids.has(id) ? first.id : id);
  const moved = links.map((link) => ({ ...link, from: idIn(link.from), to: idIn(link.to) }));
  return {
    things: things.flatMap((thing) => {
      if (thing.id === first.id) return [oneFor(first, group)];
      return ids.has(thing.id) ? [] : [thing];
    }),
    links: tidied(moved.filter(({ from, to }) => from !== to)),
  };
}

function oneFor(first: Thing, group: readonly Thing[]): Thing {
  const names = group.flatMap(({ name, members }) => (members.length > 0 ? members : [name]));
  const shared = sharedWords(names);
  const plural = counted(2, first.kind.noun).replace(/^2 /u, '');
  return {
    ...first,
    name: shared === '' ? capital(plural) : shared,
    members: names,
    details: [...new Set(group.flatMap(({ details }) => details))],
    encrypted: group.every(({ encrypted }) => encrypted),
  };
}

/** The words that all names begin with. */
function sharedWords(names: readonly string[]): string {
  const [first = '', ...rest] = names.map((name) => name.split(' '));
  const words = [...first];
  const length = words.findIndex((word, index) => rest.some((other) => other[index] !== word));
  return words.slice(0, length === -1 ? words.length : length).join(' ');
}
