import { parameterType } from '../parameter-type.ts';
import { BROKEN, definitionAt, type Expression, type RuleScope, reportAt, type Site } from './expression.ts';
import { twoStrings } from './function-arguments.ts';

/** The attributes that AWS offers for parameters of a type; each of these types has `Tags.<key>` too. */
const ATTRIBUTES: ReadonlyMap<string, readonly string[]> = new Map([
  ['AWS::EC2::VPC::Id', ['DefaultNetworkAcl', 'DefaultSecurityGroup']],
  ['AWS::EC2::Subnet::Id', ['AvailabilityZone', 'VpcId']],
  ['AWS::EC2::SecurityGroup::Id', []],
]);

function hasAttribute(type: string | undefined, attribute: string): type is string {
  const attributes = ATTRIBUTES.get(type ?? '');
  return attributes !== undefined && (attributes.includes(attribute) || /^Tags\../.test(attribute));
}

/**
 * The parameters of a type, lists of it among them.
 *
 * AWS's guide says once that `Fn::RefAll` yields everything the account has. Its other sentences, its examples and
 * AWS's own Quick Start rules ("all key pair parameters must not be empty") only make sense for the template's own.
 */
function parametersOf(type: string, site: Site): readonly string[] {
  const names = [...site.definitions.values()]
    .filter((definition) => definition.type.existing === type && !definition.type.isStored)
    .map((definition) => definition.name);
  for (const name of names) {
    site.needs.add(name);
  }
  return names;
}

/** The attribute of everything a parameter names; what has no such tag is left out. */
function attributesOf(type: string, attribute: string): (name: string, scope: RuleScope) => readonly string[] {
  return (name, scope) =>
    [scope.ref(name) ?? []]
      .flat()
      .map((id) => scope.facts.attribute(type, id, attribute))
      .filter((value) => value !== undefined);
}

/** `Fn::RefAll`: the values of all parameters of one AWS-specific type. */
export function compileRefAll(argument: unknown, site: Site): Expression {
  const type = typeof argument === 'string' ? parameterType(argument) : undefined;
  if (type?.existing === undefined || type.existing !== argument) {
    return reportAt(site, 'Template error: every Fn::RefAll object requires an AWS-specific parameter type.');
  }
  const names = parametersOf(type.existing, site);
  return { kinds: ['list'], evaluate: (scope) => names.flatMap((name) => scope.ref(name) ?? []) };
}

/** `Fn::ValueOf`: the attribute of what one parameter names, a list where the parameter is one. */
export function compileValueOf(argument: unknown, site: Site): Expression {
  const pair = twoStrings(argument);
  if (pair === undefined) {
    return reportAt(
      site,
      'Template error: every Fn::ValueOf object requires a parameter and an attribute, both strings.',
    );
  }
  const [name, attribute] = pair;
  const definition = definitionAt(site, name);
  if (definition === undefined) {
    return BROKEN;
  }
  const { existing, isList } = definition.type;
  if (!hasAttribute(existing, attribute)) {
    return reportAt(site, `Template error: Fn::ValueOf does not support attribute ${attribute} of parameter ${name}.`);
  }
  site.needs.add(name);
  const values = attributesOf(existing, attribute);
  return isList
    ? { kinds: ['list'], evaluate: (scope) => values(name, scope) }
    : { kinds: ['text'], evaluate: (scope) => values(name, scope)[0] ?? '' };
}

/** `Fn::ValueOfAll`: the attribute of everything that parameters of one type name. */
export function compileValueOfAll(argument: unknown, site: Site): Expression {
  const pair = twoStrings(argument);
  if (pair === undefined) {
    const wanted = 'a parameter type and an attribute, both strings.';
    return reportAt(site, `Template error: every Fn::ValueOfAll object requires ${wanted}`);
  }
  const [type, attribute] = pair;
  if (!hasAttribute(type, attribute)) {
    return reportAt(site, `Template error: Fn::ValueOfAll does not support attribute ${attribute} of ${type}.`);
  }
  const names = parametersOf(type, site);
  const values = attributesOf(type, attribute);
  return { kinds: ['list'], evaluate: (scope) => names.flatMap((name) => values(name, scope)) };
}
