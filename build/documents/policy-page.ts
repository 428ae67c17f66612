import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { count } from '#lib/errors.ts';
import { listOf, textOf } from '../check/template.ts';
import { inWords } from '../diagram/read/names.ts';
import { render } from '../document.ts';
import { type Conditions, conditionSentences } from './condition-sentences.ts';
import { cell, code, lines, plain } from './markdown.ts';
import { serviceName } from './service-names.ts';

/** A statement of an identity policy. */
export type PolicyStatement = {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: Conditions;
};

export type PolicyDocument = {
  readonly Version?: string;
  readonly Statement: PolicyStatement | readonly PolicyStatement[];
};

export type PolicyPage = {
  readonly title: string;
  /** Who holds the policies, and for what. */
  readonly purpose: string;
  /** One after the other: what does not fit one policy goes on in the next. */
  readonly documents: readonly PolicyDocument[];
  /**
   * Why a statement is there, by its `Sid`.
   * @default - the `Sid` in words
   */
  readonly reasons?: { readonly [sid: string]: string };
};

/** What IAM admits in a managed policy, white space not counted. */
const mostCharacters = 6144;

/** The page that tells a reviewer what some policies allow, statement by statement. */
export function policyPage({ title, purpose, documents, reasons = {} }: PolicyPage): string {
  const template = readFileSync(join(import.meta.dirname, 'policy-page.md.hbs'), 'utf8');
  return render(template, {
    title: plain(title),
    purpose: plain(purpose),
    summary: summaryOf(documents),
    policies: documents.map((document, index) => ({
      heading: documents.length > 1 ? `Policy ${index + 1} of ${documents.length}` : '',
      size: sizeOf(document),
      allowed: rowsOf(document, 'Allow', reasons),
      denied: rowsOf(document, 'Deny', reasons),
    })),
  });
}

function statementsOf({ Statement: statement }: PolicyDocument): readonly PolicyStatement[] {
  return isList(statement) ? statement : [statement];
}

function isList(statement: PolicyDocument['Statement']): statement is readonly PolicyStatement[] {
  return Array.isArray(statement);
}

function textsOf(value: unknown): string[] {
  return listOf(value).map(textOf);
}

function summaryOf(documents: readonly PolicyDocument[]): string {
  const allowed = documents.flatMap(statementsOf).filter(({ Effect: effect }) => effect === 'Allow');
  const actions = allowed.flatMap(({ Action: action }) => textsOf(action));
  const services = new Set(actions.map(prefixOf));
  const everywhere = allowed.filter(({ Resource: resource }) => textsOf(resource).includes('*'));
  return [
    `${count(new Set(actions).size, 'action')} of ${count(services.size, 'service')} in ${count(documents.flatMap(statementsOf).length, 'statement')};`,
    everywhere.length === 0
      ? 'none on every resource.'
      : `${count(everywhere.length, 'statement')} on every resource (\`*\`).`,
  ].join(' ');
}

function sizeOf(document: PolicyDocument): string {
  const characters = JSON.stringify(document).replace(/\s/gu, '').length;
  return `${grouped(characters)} of ${grouped(mostCharacters)} characters.`;
}

/** `6,144`, whatever the language of the machine. */
function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/gu, ',');
}

function prefixOf(action: string): string {
  return action.split(':')[0]?.toLowerCase() ?? '';
}

type Row = {
  readonly service: string;
  readonly actions: string;
  readonly resources: string;
  readonly conditions: string;
  readonly why: string;
};

/** A row for each service of each statement, by service. */
function rowsOf(
  document: PolicyDocument,
  effect: PolicyStatement['Effect'],
  reasons: { readonly [sid: string]: string },
): Row[] {
  return statementsOf(document)
    .filter((statement) => statement.Effect === effect)
    .flatMap((statement) => rowsOfStatement(statement, reasons))
    .sort((a, b) => (a.service < b.service ? -1 : Number(a.service > b.service)));
}

function rowsOfStatement(statement: PolicyStatement, reasons: { readonly [sid: string]: string }): Row[] {
  const { Sid: sid = '', Action: action, NotAction: notAction, Condition: conditions = {} } = statement;
  const common = {
    resources: resourcesOf(statement),
    conditions: lines(conditionSentences(conditions)) || 'always',
    why: cell(reasons[sid] ?? (sid === '' ? '' : inWords(sid))) || 'not said',
  };
  if (action === undefined) {
    return [{ ...common, service: 'Everything', actions: `all but ${textsOf(notAction).map(code).join(', ')}` }];
  }
  const byService = Map.groupBy(textsOf(action), prefixOf);
  return [...byService].map(([prefix, actions]) => ({
    ...common,
    service: cell(serviceName(prefix)),
    actions: actions.toSorted().map(code).join(', '),
  }));
}

function resourcesOf({ Resource: resource, NotResource: notResource }: PolicyStatement): string {
  const named = (value: unknown) => textsOf(value).map((text) => (text === '*' ? 'everything' : code(text)));
  return resource === undefined ? `everything but ${named(notResource).join(', ')}` : lines(named(resource));
}
