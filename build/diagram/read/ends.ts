import { isRecord } from '../../check/template.ts';
import type { Thing } from '../model/graph.ts';
import { kindOfService, outsideKind } from '../model/kinds.ts';
import { conditionWords } from './condition-words.ts';
import { capital, labelOf, readable } from './names.ts';
import { variantsOf } from './variants.ts';
import type { World } from './world.ts';

/** One end of a link: the id of a drawn resource, or something outside that the link brings along. */
export type End = string | Thing;

/** What is known about a value besides the value. */
export type Hint = {
  /** Service prefix of the action or ARN that the value is used with. */
  readonly service?: string;
  /** Logical id of the resource that holds the value: what it uses is there when it is. */
  readonly holder?: string;
};

/**
 * What a value of the template names: resources by reference or by physical name, else what a parameter brings. An
 * ARN whose name is put together of parameters names nothing that a picture could show.
 */
export function endsOf(world: World, value: unknown, hint: Hint = {}): End[] {
  const ends = variantsOf(value).flatMap((text) => endsOfText(world, text.replace(/\$\{AWS::/gu, '${AWS.'), hint));
  return [...new Map(ends.map((end) => [idOf(end), end])).values()];
}

/** The id of an end, whichever kind it is. */
export function idOf(end: End): string {
  return typeof end === 'string' ? end : end.id;
}

function endsOfText(world: World, text: string, hint: Hint): End[] {
  const byReference = [...text.matchAll(/\$\{([A-Za-z0-9]+)(?:\.[^}]*)?\}/gu)].flatMap(([, id = '']) => {
    const home = world.homes.get(id);
    return home === undefined ? [] : [home];
  });
  if (byReference.length > 0) return byReference;
  const { service, tail } = arnParts(text);
  const from = service ?? hint.service;
  const byName = world.names.filter((name) => fits(name.text, tail) && (from === undefined || from === name.service));
  if (byName.length > 0) return byName.map(({ thing }) => thing);
  return outside(world, tail, { ...hint, ...(from !== undefined && { service: from }) });
}

function arnParts(text: string): { readonly service?: string; readonly tail: string } {
  const [, service, tail] = /^arn:[^:]*:([a-z0-9-]+):[^:]*:[^:]*:(.*)$/u.exec(text) ?? [];
  return service === undefined || tail === undefined ? { tail: text } : { service, tail };
}

/** Whether the name stands in the last part of an ARN, whole or as what a pattern there covers. */
function fits(name: string, tail: string): boolean {
  const plain = name.replace(/\$\{AWS::/gu, '${AWS.');
  if (plain === '' || /^\$\{[^}]*\}$/u.test(plain)) return tail === plain;
  if (new RegExp(`(^|[:/])${RegExp.escape(plain)}($|[:/?*-])`, 'u').test(tail)) return true;
  if (plain.startsWith('/') && tail === `parameter${plain}`) return true;
  return patternsIn(tail).some((pattern) => pattern.test(plain) || pattern.test(`parameter${plain}`));
}

/** The patterns in an ARN that say enough to mean something: `*` alone means everything. */
function patternsIn(tail: string): RegExp[] {
  return tail
    .split(tail.startsWith('parameter') ? /(?!)/u : /[:/]/u)
    .filter((piece) => piece.includes('*') && piece.replace(/[*?-]|\$\{AWS\.[^}]*\}/gu, '').length >= 4)
    .map((piece) => new RegExp(`^${RegExp.escape(piece).replace(/\\\*/gu, '.*').replace(/\\\?/gu, '.')}$`, 'u'));
}

/** Parts of a name, not the name of something. */
const commonParameters = new Set(['Project', 'Environment']);

function outside(world: World, tail: string, hint: Hint): Thing[] {
  const { service } = hint;
  if (service === undefined || service === 'kms' || service === 'iam') return [];
  const [, parameter] = /^(?:parameter|[a-z-]+[:/])?\$\{([A-Za-z0-9]+)\}(?:$|[/:]|-[?*]+$|\*$)/u.exec(tail) ?? [];
  if (parameter !== undefined && isParameter(world, parameter)) {
    return [thingOutside(world, { key: parameter, name: capital(labelOf(world.template, parameter)), service }, hint)];
  }
  const [, path] = /\{\{resolve:ssm:([^}]*(?:\$\{[^}]*\}[^}]*)*)\}\}/u.exec(tail) ?? [];
  const last = /([A-Za-z0-9-]+)$/u.exec(path ?? '')?.[1];
  if (last !== undefined) {
    return [thingOutside(world, { key: `meeting:${last}`, name: readable(last), service }, hint)];
  }
  return service === 'ssm' && tail.startsWith('parameter/factory/') ? [meetingPoints(world, tail, hint)] : [];
}

function isParameter(world: World, name: string): boolean {
  return name in (world.template.Parameters ?? {}) && !commonParameters.has(name);
}

/** The place in the Parameter Store where products of the factory find each other. */
function meetingPoints(world: World, tail: string, hint: Hint): Thing {
  const [, family = ''] = /^parameter\/factory\/\$\{[^}]*\}\/\$\{[^}]*\}\/([a-z-]+)/u.exec(tail) ?? [];
  const name = family === '' ? 'Other products' : `${capital(family.replaceAll('-', ' '))} products`;
  return thingOutside(world, { key: `meeting:/${family}`, name, service: 'ssm' }, hint);
}

type Named = { readonly key: string; readonly name: string; readonly service: string };

function thingOutside(world: World, { key, name, service }: Named, { holder }: Hint): Thing {
  return {
    id: `outside:${key}`,
    name,
    kind: kindOfService(service),
    made: false,
    details: [],
    encrypted: false,
    members: [],
    ...presence(world, key, holder),
  };
}

/** When something outside takes part: when its parameter is given, else when what names it is there. */
export function presence({ template }: World, key: string, holder?: string): Pick<Thing, 'condition'> {
  const parameter = template.Parameters?.[key];
  if (isRecord(parameter) && parameter['Default'] === '') return { condition: 'if given' };
  const condition = holder === undefined ? undefined : template.Resources?.[holder]?.Condition;
  return condition === undefined ? {} : { condition: conditionWords(template, condition) };
}

/** Services that are used without a resource of their own: what AWS itself offers to everyone. */
const bareServices: { readonly [service: string]: string } = {
  ses: 'Amazon SES',
  bedrock: 'Amazon Bedrock',
  personalize: 'Amazon Personalize',
  comprehend: 'Amazon Comprehend',
  rekognition: 'Amazon Rekognition',
  textract: 'Amazon Textract',
  translate: 'Amazon Translate',
};

/** A service of AWS as a thing outside, when using it is worth a box. */
export function bareService(service: string): Thing[] {
  const name = bareServices[service];
  if (name === undefined) return [];
  const kind = outsideKind('AWS', 'service', service === 'ses' ? 'mail' : 'model');
  return [{ id: `outside:service:${service}`, name, kind, made: false, details: [], encrypted: false, members: [] }];
}
