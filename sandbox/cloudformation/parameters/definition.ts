import type { Issue } from '#lib/errors.ts';
import { type Constraints, constraintCheck } from './constraints.ts';
import { compareDecimals, isDecimal } from './decimal.ts';
import { compileJavaPattern } from './java-pattern/java-pattern.ts';
import { listMembers } from './list-members.ts';
import { type ParameterType, parameterType } from './parameter-type.ts';
import { PropertyReader } from './property-reader.ts';
import { isRecord, pointer, scalarText } from './template-json.ts';

/** A parameter as the template declares it. */
export type ParameterDefinition = {
  readonly name: string;
  readonly type: ParameterType;
  readonly description?: string;
  readonly default?: string;
  readonly noEcho: boolean;
  readonly constraints: Constraints;
  /** Which constraints a value breaks, given as it is supplied: the key where the type reads Parameter Store. */
  readonly brokenBy: (text: string) => readonly string[];
};

/** Most bytes a value or default may have. */
export const MAX_VALUE_BYTES = 4096;

type Applies = (type: ParameterType) => boolean;

const anyType: Applies = () => true;
const isTextual: Applies = (type) => !type.isNumeric;
const isNumeric: Applies = (type) => type.isNumeric;

/** Every property a parameter can have, and the types it goes with. */
const PROPERTIES: ReadonlyMap<string, Applies> = new Map([
  ['AllowedPattern', isTextual],
  ['AllowedValues', anyType],
  ['ConstraintDescription', anyType],
  ['Default', anyType],
  ['Description', anyType],
  ['MaxLength', isTextual],
  ['MaxValue', isNumeric],
  ['MinLength', isTextual],
  ['MinValue', isNumeric],
  ['NoEcho', anyType],
  ['Type', anyType],
]);

/** Reads one member of `Parameters`; what is wrong goes to `issues`. Without a usable type there is no result. */
export function readDefinition(name: string, value: unknown, issues: Issue[]): ParameterDefinition | undefined {
  if (!isRecord(value)) {
    const message = 'Template format error: Any Parameters member must be a JSON object.';
    issues.push({ path: pointer('Parameters', name), message });
    return undefined;
  }
  const reader = new PropertyReader(name, value, issues);
  checkName(reader);
  const type = readType(reader);
  checkProperties(reader, type);
  return type === undefined ? undefined : readTyped(reader, type);
}

/** Whether a value has more bytes than CloudFormation takes. */
export function isTooLong(text: string): boolean {
  // No character takes more than three bytes for each of its code units.
  return text.length > MAX_VALUE_BYTES / 3 && new TextEncoder().encode(text).length > MAX_VALUE_BYTES;
}

function checkName(reader: PropertyReader): void {
  if (!/^[A-Za-z0-9]+$/.test(reader.name)) {
    reader.report('', `Template format error: Parameter name ${reader.name} is non alphanumeric.`);
  }
  if (reader.name.length > 255) {
    reader.report('', `Template format error: Parameter name ${reader.name} length is greater than 255.`);
  }
}

function readType(reader: PropertyReader): ParameterType | undefined {
  const name = reader.raw('Type');
  if (typeof name !== 'string') {
    reader.report('Type', 'Template format error: Every Parameters object must contain a Type member.');
    return undefined;
  }
  const type = parameterType(name);
  if (type === undefined) {
    reader.report('Type', `Template format error: Unrecognized parameter type: ${name}`);
  }
  return type;
}

function checkProperties(reader: PropertyReader, type: ParameterType | undefined): void {
  for (const property of reader.names) {
    const applies = PROPERTIES.get(property);
    if (applies === undefined) {
      reader.report(property, `Invalid template parameter property '${property}'`);
    } else if (type !== undefined && !applies(type)) {
      const wanted = applies === isNumeric ? 'Number' : 'String';
      reader.reportOwn(property, `${property} must be on a parameter of type ${wanted}`);
    }
  }
}

function readTyped(reader: PropertyReader, type: ParameterType): ParameterDefinition {
  const reportsBefore = reader.reports;
  const constraints = readConstraints(reader, type);
  const areConstraintsSound = reader.reports === reportsBefore;
  const check = constraintCheck({ name: reader.name, isNumeric: type.isNumeric, constraints });
  const definition: ParameterDefinition = {
    name: reader.name,
    type,
    description: reader.text('Description'),
    default: reader.scalar('Default'),
    noEcho: reader.flag('NoEcho'),
    constraints,
    // A key of Parameter Store is one text, whatever the shape of what is stored under it.
    brokenBy: type.isList && !type.isStored ? (text) => check(listMembers(text)) : (text) => check([text]),
  };
  checkDefault(reader, definition, areConstraintsSound);
  return definition;
}

function readConstraints(reader: PropertyReader, type: ParameterType): Constraints {
  const constraints: Constraints = {
    allowedValues: readAllowedValues(reader, type),
    pattern: readPattern(reader),
    minLength: reader.length('MinLength'),
    maxLength: reader.length('MaxLength'),
    minValue: reader.number('MinValue'),
    maxValue: reader.number('MaxValue'),
    description: reader.text('ConstraintDescription'),
  };
  const { minLength = 0, maxLength = minLength, minValue, maxValue } = constraints;
  if (minLength > maxLength) {
    reader.reportOwn('MinLength', 'MinLength must be less than MaxLength.');
  }
  if (minValue !== undefined && maxValue !== undefined && compareDecimals(minValue, maxValue) > 0) {
    reader.reportOwn('MinValue', 'MinValue must be less than MaxValue.');
  }
  return constraints;
}

function readAllowedValues(reader: PropertyReader, type: ParameterType): ReadonlySet<string> | undefined {
  const values = reader.raw('AllowedValues');
  if (values === undefined) {
    return undefined;
  }
  if (!Array.isArray(values)) {
    reader.report('AllowedValues', 'Template format error: Every AllowedValues member must be a list.');
    return undefined;
  }
  const texts = values.map(scalarText).filter((text) => text !== undefined);
  if (texts.length < values.length) {
    reader.report('AllowedValues', 'Template format error: Every AllowedValues value must be a string.');
  }
  const strange = type.isNumeric ? texts.find((text) => !isDecimal(text)) : undefined;
  if (strange !== undefined) {
    reader.reportOwn('AllowedValues', `AllowedValues must be numbers: ${strange}`);
  }
  return new Set(texts);
}

function readPattern(reader: PropertyReader): Constraints['pattern'] {
  const source = reader.text('AllowedPattern');
  if (source === undefined) {
    return undefined;
  }
  const compiled = compileJavaPattern(source);
  if ('problem' in compiled) {
    reader.reportOwn('AllowedPattern', `AllowedPattern ${compiled.problem}`);
    return undefined;
  }
  return { source, matches: compiled.matches };
}

/** AWS holds a default to the constraints even where a launch supplies another value. */
function checkDefault(reader: PropertyReader, definition: ParameterDefinition, areConstraintsSound: boolean): void {
  const text = definition.default;
  if (text === undefined) {
    return;
  }
  if (isTooLong(text)) {
    const subject = `Parameter '${reader.name}' default value '[****]'`;
    reader.report('Default', `Template format error: ${subject} length is greater than ${MAX_VALUE_BYTES}.`);
  }
  if (/\{\{resolve:ssm:[\w./-]+\}\}/.test(text)) {
    reader.report('Default', `Template error: parameter ${reader.name} should not contain ssm versionless resolver`);
  }
  for (const message of areConstraintsSound ? definition.brokenBy(text) : []) {
    reader.report('Default', message);
  }
}
