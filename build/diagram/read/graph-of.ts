import type { Template } from '../../check/template.ts';
import type { Graph } from '../model/graph.ts';
import { folded } from './fold.ts';
import { linksIn } from './links.ts';
import { mergedPicture } from './merge.ts';
import { notesIn } from './notes.ts';
import { stepsIn } from './steps.ts';
import { thingsIn } from './things.ts';
import { worldOf } from './world.ts';

/** What a picture of a template says: its things, how they work together, and what stands beside them. */
export function graphOf(template: Template): Graph {
  const world = worldOf(template);
  const { links, outside } = linksIn(world);
  const {
    things,
    links: kept,
    notes,
  } = folded(world, { things: [...thingsIn(world), ...outside], links, notes: notesIn(world) });
  return { ...mergedPicture({ things, links: kept }), steps: stepsIn(world), notes };
}
