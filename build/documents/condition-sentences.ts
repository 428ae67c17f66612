import { listOf, textOf } from '../check/template.ts';
import { listed } from '../diagram/read/names.ts';
import { code } from './markdown.ts';

/** The `Condition` of a statement: operators, keys, values. */
export type Conditions = { readonly [operator: string]: { readonly [key: string]: unknown } };

const operators: { readonly [operator: string]: string } = {
  StringEquals: 'is',
  StringNotEquals: 'is not',
  StringEqualsIgnoreCase: 'is',
  StringNotEqualsIgnoreCase: 'is not',
  StringLike: 'is like',
  StringNotLike: 'is not like',
  ArnEquals: 'is like',
  ArnLike: 'is like',
  ArnNotEquals: 'is not like',
  ArnNotLike: 'is not like',
  Bool: 'is',
  NumericEquals: 'is',
  NumericNotEquals: 'is not',
  NumericLessThan: 'is less than',
  NumericLessThanEquals: 'is at most',
  NumericGreaterThan: 'is more than',
  NumericGreaterThanEquals: 'is at least',
  DateLessThan: 'is before',
  DateGreaterThan: 'is after',
  IpAddress: 'is in',
  NotIpAddress: 'is not in',
};

/** Each condition of a statement as a sentence. All of them have to hold. */
export function conditionSentences(conditions: Conditions): string[] {
  return Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]) => sentence(operator, key, listOf(value).map(textOf))),
  );
}

function sentence(operator: string, key: string, values: readonly string[]): string {
  const [, quantifier = '', name = '', ifExists = ''] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/u.exec(operator) ?? [];
  if (name === 'Null') return `${code(key)} is ${values[0] === 'true' ? 'not there' : 'there'}`;
  const all = quantifier === 'ForAllValues' ? 'every ' : quantifier === 'ForAnyValue' ? 'some ' : '';
  const verb = operators[name] ?? code(operator);
  const or = listed(values.map(code)).replace(/ and (?=[^ ]*$)/u, / not/u.test(` ${verb}`) ? ' nor ' : ' or ');
  return `${all}${code(key)} ${verb} ${or}${ifExists === '' ? '' : ', if it is there'}`;
}
