import type { Graph, Link, Thing } from '../model/graph.ts';
import { capital, inSentence } from '../read/names.ts';
import { conditionOf, kindWords } from './card.ts';

/** The picture in words, for those who do not see it: what flows, what else there is, what happens around a launch. */
export function described({ things, links, steps, notes }: Graph): string {
  if (things.length === 0) return 'The template makes no resources.';
  const byId = new Map(things.map((thing) => [thing.id, thing]));
  const tied = new Set(links.flatMap(({ from, to }) => [from, to]));
  return [
    ...links.map((link) => sentence(link, byId)),
    ...things.filter(({ id }) => !tied.has(id)).map((thing) => `${thing.name}: ${kindWords(thing)}.`),
    ...things
      .filter(({ condition }) => condition !== undefined)
      .map((thing) => `${thing.name}: ${conditionOf(thing)}.`),
    ...steps.map(({ text, condition }) => `${text}${condition === undefined ? '' : `, only ${condition}`}.`),
    ...(notes.length === 0 ? [] : [`Besides: ${notes.map(({ text }) => text).join('; ')}.`]),
  ].join(' ');
}

function sentence({ from, to, verb }: Link, byId: ReadonlyMap<string, Thing>): string {
  const [start, end] = [byId.get(from), byId.get(to)];
  if (start === undefined || end === undefined) return '';
  // Events are things that happen, not something that their source does.
  const isEvent = /^(object|events)|(created|deleted|change|changed|completed|failed)$/u.test(verb);
  return capital(
    isEvent
      ? `${verb} in ${inSentence(start.name)} goes to ${end.name} (${kindWords(end)}).`
      : `${start.name} ${verb === 'announces objects' ? 'announces objects to' : isAdjective(verb) ? `is ${verb}` : verb} ${end.name} (${kindWords(end)}).`,
  );
}

/** `read by` needs a verb before it to be a sentence. */
function isAdjective(verb: string): boolean {
  return verb.endsWith(' by');
}
