import { entriesAt, referencesIn, resourcesOf, textOf } from '../../check/template.ts';
import type { Note } from '../model/graph.ts';
import { type Fold, foldOf } from '../model/places.ts';
import { conditionWords } from './condition-words.ts';
import { counted, inSentence, labelOf, listed } from './names.ts';
import type { World } from './world.ts';

/** What a product has besides what is drawn: keys, roles, logs, alarms, network, permissions. */
export function notesIn(world: World): Note[] {
  return [...keyNotes(world), ...roleNotes(world), ...logNotes(world), ...networkNotes(world), ...otherNotes(world)];
}

function foldedIn({ template }: World, fold: Fold) {
  return resourcesOf(template).filter(({ resource }) => foldOf(resource.Type) === fold);
}

function keyNotes(world: World): Note[] {
  const keys = foldedIn(world, 'key');
  if (keys.length === 0) return [];
  const conditions = [...new Set(keys.map(({ resource }) => resource.Condition))];
  const [condition] = conditions;
  const words =
    conditions.length === 1 && condition !== undefined ? `, only ${conditionWords(world.template, condition)}` : '';
  return [{ glyph: 'key', text: `${counted(keys.length, 'KMS key')}${words}` }];
}

function roleNotes(world: World): Note[] {
  const roles = foldedIn(world, 'role');
  if (roles.length === 0) return [];
  const boundaries = roles.flatMap(({ properties }) => [...referencesIn(properties['PermissionsBoundary'])]);
  const parameter = boundaries.find((name) => name in (world.template.Parameters ?? {}));
  const bounded = parameter === undefined ? '' : ` with ${inSentence(labelOf(world.template, parameter))}`;
  return [{ glyph: 'shield', text: `${counted(roles.length, 'IAM role')}${bounded}` }];
}

function logNotes(world: World): Note[] {
  const groups = foldedIn(world, 'log');
  return groups.length === 0 ? [] : [{ glyph: 'log', text: counted(groups.length, 'log group') }];
}

/** Types of parameters that bring a network. */
const networkType = /^(List<)?AWS::EC2::(VPC|Subnet)::Id/u;

function networkNotes(world: World): Note[] {
  const groups = foldedIn(world, 'network').filter(({ resource }) => resource.Type === 'AWS::EC2::SecurityGroup');
  const named = Object.entries(world.template.Parameters ?? {}).filter(([, parameter]) =>
    entriesAt(parameter, 'Type').some((type) => networkType.test(textOf(type))),
  );
  const parts = [
    ...(named.length === 0 ? [] : ['in the VPC you name']),
    ...(groups.length === 0 ? [] : [counted(groups.length, 'security group')]),
  ];
  return parts.length === 0 ? [] : [{ glyph: 'network', text: listed(parts) }];
}

function otherNotes(world: World): Note[] {
  const of = (fold: Fold, noun: string): Note[] => {
    const found = foldedIn(world, fold);
    return found.length === 0 ? [] : [{ glyph: 'generic', text: counted(found.length, noun) }];
  };
  return [...of('permission', 'data permission'), ...of('dashboard', 'dashboard')];
}

/** How many alarms there are, and which topics they publish to. */
export function alarmsIn(world: World): { readonly count: number; readonly topics: readonly string[] } {
  const alarms = foldedIn(world, 'alarm');
  const topics = alarms.flatMap(({ properties }) => [
    ...referencesIn(properties['AlarmActions']),
    ...referencesIn(properties['InsufficientDataActions']),
  ]);
  return { count: alarms.length, topics: [...new Set(topics)] };
}
