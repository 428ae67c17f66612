import type { Graph, Link, Note, Thing } from '../model/graph.ts';
import { failureVerb, locationVerb, logVerb } from './flows.ts';
import { counted, inSentence, listed } from './names.ts';
import { alarmsIn } from './notes.ts';
import type { World } from './world.ts';

type Picture = Pick<Graph, 'things' | 'links' | 'notes'>;

/** Takes side effects out of the flow: what only keeps failures, logs or alarms becomes a few words. */
export function folded(world: World, picture: Picture): Picture {
  return foldAlarms(world, foldLogBuckets(foldLocations(foldFailures(picture))));
}

/** Where the data of a catalog lies is a word at the catalog, once it has a place in the flow anyway. */
function foldLocations(picture: Picture): Picture {
  const isLocation = ({ verb }: Link) => verb === locationVerb;
  const placed = (id: string) => touching(picture.links, id).some((link) => !isLocation(link));
  const things = picture.things.map((thing) => {
    const homes = picture.links
      .filter((link) => isLocation(link) && link.from === thing.id)
      .flatMap(({ to }) => namesOf(picture.things, to));
    return homes.length === 0 || !placed(thing.id)
      ? thing
      : { ...thing, details: [...thing.details, `data in ${listed(homes)}`] };
  });
  return { ...picture, things, links: picture.links.filter((link) => !isLocation(link) || !placed(link.from)) };
}

function touching(links: readonly Link[], id: string): Link[] {
  return links.filter(({ from, to }) => from === id || to === id);
}

function without({ things, links, notes }: Picture, ids: ReadonlySet<string>): Picture {
  return {
    notes,
    things: things.filter(({ id }) => !ids.has(id)),
    links: links.filter(({ from, to }) => !ids.has(from) && !ids.has(to)),
  };
}

/** What is only there to keep failed events is a word at whoever fails. */
function foldFailures(picture: Picture): Picture {
  const keepers = picture.things.filter(({ id, made }) => {
    const links = touching(picture.links, id);
    return made && links.length > 0 && links.every(({ to, verb }) => to === id && verb === failureVerb);
  });
  const ids = new Set(keepers.map(({ id }) => id));
  const things = picture.things.map((thing) => {
    const nouns = picture.links
      .filter(({ from, to }) => from === thing.id && ids.has(to))
      .map(({ to }) => keepers.find(({ id }) => id === to)?.kind.noun ?? 'queue');
    return nouns.length === 0 || ids.has(thing.id)
      ? thing
      : { ...thing, details: [...thing.details, `failures kept in a ${nouns[0]}`] };
  });
  return without({ ...picture, things }, ids);
}

/** From this many on, lines of access logs would hide the flow. */
const manyLoggers = 3;

function foldLogBuckets(picture: Picture): Picture {
  const logs = picture.things.filter(({ id }) => {
    const links = touching(picture.links, id);
    return links.length >= manyLoggers && links.every(({ to, verb }) => to === id && verb === logVerb);
  });
  const notes = logs.map(
    ({ id, name }): Note => ({
      glyph: 'log',
      text: `access logs of ${counted(touching(picture.links, id).length, 'bucket')} in ${inSentence(name)}`,
    }),
  );
  return without({ ...picture, notes: [...picture.notes, ...notes] }, new Set(logs.map(({ id }) => id)));
}

/** Alarms are words; so is a topic that nothing but alarms publishes to, with whom it tells. */
function foldAlarms(world: World, picture: Picture): Picture {
  const { count, topics } = alarmsIn(world);
  if (count === 0) return picture;
  const onlyAlarms = picture.things.filter(
    ({ id }) => topics.includes(id) && touching(picture.links, id).every(({ from }) => from === id),
  );
  const ids = new Set(onlyAlarms.map(({ id }) => id));
  const told = picture.links.filter(({ from }) => ids.has(from)).map(({ to }) => to);
  const names = told.flatMap((id) => namesOf(picture.things, id));
  const kept = picture.things.filter(({ id }) => topics.includes(id) && !ids.has(id)).map(({ name }) => name);
  const words =
    names.length > 0
      ? ` told to ${listed(names)}`
      : kept.length > 0
        ? ` published to ${listed(kept.map(inSentence))}`
        : '';
  const rest = without(
    { ...picture, notes: [...picture.notes, { glyph: 'bell', text: `${counted(count, 'alarm')}${words}` }] },
    ids,
  );
  // Whoever was only told about alarms has no line any more.
  const lonely = told.filter(
    (id) => touching(rest.links, id).length === 0 && !picture.things.some((thing) => thing.id === id && thing.made),
  );
  return without(rest, new Set(lonely));
}

function namesOf(things: readonly Thing[], id: string): string[] {
  return things.filter((thing) => thing.id === id).map(({ name }) => inSentence(name));
}
