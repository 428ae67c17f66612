import { isRecord, listOf, type Template, textOf } from '../../check/template.ts';
import { inSentence, labelOf, readable } from './names.ts';

/**
 * A condition in the words of the launch form: `with existing bucket`, `without KMS key`, `if environment is prod`. A
 * condition about anything but parameters goes by its name.
 */
export function conditionWords(template: Template, name: string): string {
  return named(template, { positive: true, trail: [] }, name);
}

/** Whether the condition has to hold or not to hold, and the conditions that led to it. */
type Sense = { readonly positive: boolean; readonly trail: readonly string[] };

function named(template: Template, { positive, trail }: Sense, condition: string): string {
  const expression = template.Conditions?.[condition];
  const sense = { positive, trail: [...trail, condition] };
  return expression === undefined || trail.includes(condition) ? byName(sense) : wordsFor(template, sense, expression);
}

function wordsFor(template: Template, sense: Sense, expression: unknown): string {
  const [[key, argument] = []] = isRecord(expression) ? Object.entries(expression) : [];
  const operands = listOf(argument);
  switch (key) {
    case 'Condition':
      return named(template, sense, textOf(argument));
    case 'Fn::Not':
      return wordsFor(template, { ...sense, positive: !sense.positive }, operands[0]);
    case 'Fn::And':
    case 'Fn::Or': {
      const all = (key === 'Fn::And') === sense.positive;
      const parts = operands.map((operand) => wordsFor(template, sense, operand));
      return [...new Set(parts)].join(all ? ', ' : ' or ');
    }
    case 'Fn::Equals':
      return equality(template, operands, sense.positive) ?? byName(sense);
    default:
      return byName(sense);
  }
}

function byName({ positive, trail }: Sense): string {
  return `${positive ? 'if' : 'if not'} ${inSentence(readable(trail.at(-1) ?? ''))}`;
}

function equality(template: Template, operands: readonly unknown[], positive: boolean): string | undefined {
  const sides = operands.map((operand) => ({ parameter: parameterOf(template, operand), text: textOf(operand) }));
  const parameter = sides.find((side) => side.parameter !== undefined)?.parameter;
  const value = sides.find((side) => side.parameter === undefined)?.text;
  if (parameter === undefined || value === undefined) return undefined;
  const label = inSentence(labelOf(template, parameter));
  if (value === '' || value === 'false') return `${positive ? 'without' : 'with'} ${label}`;
  if (value === 'true') return `${positive ? 'with' : 'without'} ${label}`;
  return `if ${label} is ${positive ? '' : 'not '}${value}`;
}

/** The parameter that a side of a comparison stands for; a list is compared joined. */
function parameterOf(template: Template, operand: unknown): string | undefined {
  if (!isRecord(operand)) return undefined;
  const joined = operand['Fn::Join'];
  if (joined !== undefined) return parameterOf(template, listOf(joined)[1]);
  const name = operand['Ref'];
  return typeof name === 'string' && name in (template.Parameters ?? {}) ? name : undefined;
}
