import { encodeFor, integerText, listItemText } from '../codec.ts';
import type { IntegerParameter, NumberParameter, Parameter, Parameters } from '../parameters.ts';
import { isDocument, isList, isRequired, kindOf } from '../parameters.ts';
import type { Described } from '../to-json-schema.ts';
import type { Expression } from './rule-expression.ts';
import { implied, implying } from './rule-expression.ts';

/** A parameter as it stands in a CloudFormation template. */
export type CloudFormationParameter = {
  readonly Type: string;
  readonly Description: string;
  readonly Default?: string;
  readonly AllowedPattern?: string;
  readonly AllowedValues?: readonly string[];
  readonly MinLength?: number;
  readonly MaxLength?: number;
  readonly MinValue?: number;
  readonly MaxValue?: number;
  readonly ConstraintDescription?: string;
};

/** A rule as it stands in a CloudFormation template. */
export type CloudFormationRule = {
  readonly RuleCondition?: Exclude<Expression, boolean>;
  readonly Assertions: readonly { readonly Assert: Exclude<Expression, boolean>; readonly AssertDescription: string }[];
};

/** Something of the schema that CloudFormation's own parameters and rules cannot hold: what the in-stack check is for. */
export type Gap = {
  /** `RetentionDays`, or the name of a rule. */
  readonly subject: string;
  /** What CloudFormation lets through, in one clause. */
  readonly why: string;
};

/** The parameter side of a template: guard 1, and what guard 1 cannot hold. */
export type ParameterSection = {
  readonly Parameters: { readonly [name: string]: CloudFormationParameter };
  readonly Rules: { readonly [name: string]: CloudFormationRule };
  readonly Interface: unknown;
  /** Empty: the product needs no in-stack check. */
  readonly gaps: readonly Gap[];
};

/** As much of a product as the parameter side of its template is made of. */
export type Formed = Described & {
  readonly groups: readonly { readonly title: string; readonly parameters: readonly string[] }[];
};

/** Writes the parameter side of a product's template. It never refuses what the schema accepts. */
export function toCloudFormation(product: Formed): ParameterSection {
  const gaps: Gap[] = [];
  const parameters: Record<string, CloudFormationParameter> = {};
  for (const [name, parameter] of Object.entries(product.parameters)) {
    parameters[name] = { ...constraintsOf(parameter), ...wordsOf(parameter) };
    for (const why of gapsOf(parameter)) gaps.push({ subject: name, why });
  }
  const { rules, gaps: ruleGaps } = rulesOf(product);
  for (const subject of product.fixed ?? [])
    gaps.push({ subject, why: 'CloudFormation cannot keep an update from changing a value' });
  return { Parameters: parameters, Rules: rules, Interface: interfaceOf(product), gaps: [...gaps, ...ruleGaps] };
}

function wordsOf(
  parameter: Parameter,
): Pick<CloudFormationParameter, 'Description' | 'Default' | 'ConstraintDescription'> {
  const { description, constraintDescription, default: value } = parameter;
  return {
    Description: description,
    ...(value !== undefined && { Default: encodeFor(parameter, value) }),
    ...(constraintDescription !== undefined && { ConstraintDescription: `must be ${constraintDescription}` }),
  };
}

type Constraints = Omit<CloudFormationParameter, 'Description' | 'Default' | 'ConstraintDescription'>;

function constraintsOf(parameter: Parameter): Constraints {
  if (isList(parameter)) return listConstraints(parameter);
  if (isDocument(parameter)) return { Type: 'String', ...(isRequired(parameter) && { MinLength: 1 }) };
  switch (parameter.type) {
    case 'boolean':
      return { Type: 'String', AllowedValues: ['true', 'false'] };
    case 'integer':
    case 'number':
      return numberConstraints(parameter);
    case 'string':
      return textConstraints(parameter);
    default:
      return parameter satisfies never;
  }
}

/** An enumeration is compared as text: as `String` its spelling is exact, as `Number` 30 could come as 30.0. */
function numberConstraints(parameter: IntegerParameter | NumberParameter): Constraints {
  if (parameter.enum !== undefined) return { Type: 'String', AllowedValues: parameter.enum.map(String) };
  const { minimum, maximum } = parameter;
  return {
    Type: 'Number',
    ...(minimum !== undefined && { MinValue: minimum }),
    ...(maximum !== undefined && { MaxValue: maximum }),
  };
}

function textConstraints(parameter: Extract<Parameter, { readonly type: 'string' }>): Constraints {
  const type = 'awsType' in parameter && parameter.awsType !== undefined ? parameter.awsType : 'String';
  const pattern = 'pattern' in parameter ? parameter.pattern : undefined;
  const {
    enum: values,
    minLength,
    maxLength,
  } = 'contentSchema' in parameter || 'awsType' in parameter ? {} : parameter;
  return {
    Type: type,
    ...(pattern !== undefined && { AllowedPattern: pattern }),
    ...(values !== undefined && { AllowedValues: values }),
    ...(minLength !== undefined && { MinLength: minLength }),
    ...(maxLength !== undefined && { MaxLength: maxLength }),
  };
}

/** CloudFormation holds the constraints of a list against each member; the empty list has one member, the empty text. */
function listConstraints(parameter: Extract<Parameter, { readonly type: 'array' }>): Constraints {
  const { items } = parameter;
  if ('awsType' in items && items.awsType !== undefined) return { Type: `List<${items.awsType}>` };
  const mayBeEmpty = (parameter.minItems ?? 0) === 0;
  if (items.type === 'string' && items.enum !== undefined) {
    return { Type: 'CommaDelimitedList', AllowedValues: mayBeEmpty ? ['', ...items.enum] : items.enum };
  }
  const own = items.type === 'integer' ? integerText : (items.pattern ?? listItemText);
  return { Type: 'CommaDelimitedList', AllowedPattern: mayBeEmpty ? `^(|${own.slice(1, -1)})$` : own };
}

const spelling = "CloudFormation's Number admits other spellings of a number";

function gapsOf(parameter: Parameter): string[] {
  const kind = kindOf(parameter);
  switch (kind) {
    case 'integer':
      return 'enum' in parameter && parameter.enum !== undefined ? [] : [`${spelling} and fractions`];
    case 'number':
      return 'enum' in parameter && parameter.enum !== undefined ? [] : [spelling];
    case 'document':
      return ['CloudFormation does not read a JSON document'];
    case 'list':
      return isList(parameter) ? listGaps(parameter) : [];
    case 'text':
    case 'boolean':
    case 'aws':
      return [];
    default:
      return kind satisfies never;
  }
}

function listGaps(parameter: Extract<Parameter, { readonly type: 'array' }>): string[] {
  const { items, minItems = 0, maxItems, uniqueItems } = parameter;
  const gaps: string[] = [];
  if (minItems === 0) gaps.push('CloudFormation admits empty items where the list may be empty');
  if (minItems > 1 || maxItems !== undefined) gaps.push('CloudFormation does not count the items of a list');
  if (uniqueItems === true) gaps.push('CloudFormation does not look for repeated items');
  if (items.type === 'integer') gaps.push('CloudFormation does not compare numbers in a list');
  if (items.type === 'string' && !('awsType' in items && items.awsType !== undefined)) {
    const { minLength, maxLength, pattern } = items;
    if (minLength !== undefined || maxLength !== undefined)
      gaps.push('CloudFormation does not measure the items of a list');
    // The item's own pattern takes the place of the general one, and may admit what a list item must not be.
    if (pattern !== undefined)
      gaps.push('CloudFormation splits at commas and trims, so an item may come in other pieces');
  }
  return gaps;
}

function rulesOf(product: Described): { rules: Record<string, CloudFormationRule>; gaps: Gap[] } {
  const rules: Record<string, CloudFormationRule> = {};
  const gaps: Gap[] = [];
  for (const [name, rule] of Object.entries(product.rules ?? {})) {
    // Weaker than the rule on purpose where it has to differ: guard 1 must not refuse what the schema accepts.
    const when =
      rule.if === undefined ? { expression: true as const, exact: true } : implying(rule.if, product.parameters);
    const then = implied(rule.then, product.parameters);
    if (!when.exact || !then.exact)
      gaps.push({ subject: name, why: "CloudFormation's rules know equality and membership only" });
    if (when.expression === false || then.expression === true) continue;
    const Assert = then.expression === false ? never : then.expression;
    rules[name] = {
      ...(when.expression !== true && { RuleCondition: when.expression }),
      Assertions: [{ Assert, AssertDescription: rule.description }],
    };
  }
  return { rules, gaps };
}

/** An assertion that always fails, for `then` that no launch can keep. */
const never = { 'Fn::Equals': ['true', 'false'] } as const;

function interfaceOf(product: Formed): unknown {
  return {
    ParameterGroups: product.groups.map(({ title, parameters }) => ({
      Label: { default: title },
      Parameters: parameters,
    })),
    ParameterLabels: labelsOf(product.parameters),
  };
}

function labelsOf(parameters: Parameters): unknown {
  return Object.fromEntries(Object.entries(parameters).map(([name, { title }]) => [name, { default: title }]));
}
