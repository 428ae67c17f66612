import { FactoryError } from '#lib/errors.ts';
import { isRecord, type JsonRecord, scalarText } from '../template-json.ts';
import type { PseudoParameters } from '../types.ts';
import {
  compileEquals,
  compileIf,
  compileNot,
  contains,
  eachMemberEquals,
  eachMemberIn,
  junction,
  membership,
} from './boolean-functions.ts';
import {
  BROKEN,
  below,
  definitionAt,
  type Expression,
  reportAt,
  type Site,
  text,
  truth,
  yields,
} from './expression.ts';
import type { CompileFunction } from './function-arguments.ts';
import { compileRefAll, compileValueOf, compileValueOfAll } from './lookup-functions.ts';

const RULE_FUNCTIONS: ReadonlyMap<string, CompileFunction> = new Map<string, CompileFunction>([
  ['Ref', compileRef],
  ['Fn::And', junction('Fn::And', (terms, scope) => terms.every((term) => truth(term, scope)))],
  ['Fn::Or', junction('Fn::Or', (terms, scope) => terms.some((term) => truth(term, scope)))],
  ['Fn::Not', compileNot],
  ['Fn::Equals', compileEquals],
  ['Fn::If', compileIf],
  ['Fn::Contains', membership('Fn::Contains', 'text', contains)],
  ['Fn::EachMemberEquals', membership('Fn::EachMemberEquals', 'text', eachMemberEquals)],
  ['Fn::EachMemberIn', membership('Fn::EachMemberIn', 'list', eachMemberIn)],
  ['Fn::RefAll', compileRefAll],
  ['Fn::ValueOf', compileValueOf],
  ['Fn::ValueOfAll', compileValueOfAll],
]);

/** An expression that has to come out as true or false: a rule condition or an assertion. */
export function compileCondition(node: unknown, site: Site): Expression {
  const expression = compileExpression(node, site);
  return yields(expression, 'boolean')
    ? expression
    : reportAt(site, 'Template error: every rule condition and assertion must evaluate to true or false.');
}

function compileExpression(node: unknown, site: Site): Expression {
  const literal = scalarText(node);
  if (literal !== undefined) {
    return { kinds: ['text'], evaluate: () => literal };
  }
  if (Array.isArray(node)) {
    return compileList(node, site);
  }
  return isRecord(node)
    ? compileFunction(node, site)
    : reportAt(site, "Template format error: 'null' values are not allowed in templates");
}

function compileList(items: readonly unknown[], site: Site): Expression {
  const members = items.map((item, index) => {
    const place = below(site, index);
    const member = compileExpression(item, place);
    return yields(member, 'text') ? member : reportAt(place, 'Template error: every list member must be a string.');
  });
  return { kinds: ['list'], evaluate: (scope) => members.map((member) => text(member, scope)) };
}

function compileFunction(node: JsonRecord, site: Site): Expression {
  const names = Object.keys(node);
  const [name] = names;
  if (name === undefined || names.length > 1) {
    return reportAt(site, 'Template format error: Every function in the Rules block must be an object with one key.');
  }
  const compile = RULE_FUNCTIONS.get(name);
  if (compile === undefined) {
    const message = `Following functions are not supported in the Rules block of the template: [${name}]`;
    return reportAt(site, `Template format error: ${message}`);
  }
  return compile(node[name], below(site, name), compileExpression);
}

// All but AWS::NoValue, which stands for nothing: a rule compares values.
const PSEUDO_PARAMETERS: ReadonlySet<string> = new Set<keyof PseudoParameters>([
  'AWS::AccountId',
  'AWS::NotificationARNs',
  'AWS::Partition',
  'AWS::Region',
  'AWS::StackId',
  'AWS::StackName',
  'AWS::URLSuffix',
]);

function isPseudoParameter(name: string): name is keyof PseudoParameters {
  return PSEUDO_PARAMETERS.has(name);
}

function compileRef(name: unknown, site: Site): Expression {
  if (typeof name !== 'string') {
    return reportAt(site, 'Template error: every Ref object must have a single String value.');
  }
  if (isPseudoParameter(name)) {
    return compilePseudo(name);
  }
  const definition = definitionAt(site, name);
  if (definition === undefined) {
    return BROKEN;
  }
  site.needs.add(name);
  return {
    kinds: [definition.type.isList ? 'list' : 'text'],
    // A rule is not evaluated at all where one of its parameters has no value.
    evaluate: (scope) => scope.ref(name) ?? '',
  };
}

function compilePseudo(name: keyof PseudoParameters): Expression {
  return {
    kinds: [name === 'AWS::NotificationARNs' ? 'list' : 'text'],
    evaluate: ({ pseudo }) => {
      const value = pseudo[name];
      if (value === undefined) {
        throw new FactoryError('PSEUDO_PARAMETER_MISSING', `a rule refers to ${name}, which was not given`);
      }
      return value;
    },
  };
}
