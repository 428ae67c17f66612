import { encodeFor } from '#lib/codec.ts';
import type { Parameter } from '#lib/parameters.ts';
import { isDocument, isList } from '#lib/parameters.ts';

/** What may stand in a field and what stands there by itself: the small print below it. */
export function constraintText(parameter: Parameter): string {
  return [allowed(parameter), standard(parameter)].filter((part) => part !== '').join(' ');
}

function allowed(parameter: Parameter): string {
  const { constraintDescription } = parameter;
  const words = constraintDescription === undefined ? '' : sentence(constraintDescription);
  return [words, isList(parameter) ? itemsOf(parameter) : rangeOf(parameter)].filter((part) => part !== '').join(' ');
}

function itemsOf({ minItems, maxItems }: { readonly minItems?: number; readonly maxItems?: number }): string {
  return between(minItems === 0 ? undefined : minItems, maxItems, 'items');
}

function rangeOf(parameter: Parameter): string {
  const { minimum, maximum, minLength, maxLength, ...rest } = { ...none, ...parameter };
  if (rest.enum !== undefined) return '';
  return between(minimum, maximum, '') || between(minLength, maxLength, 'characters');
}

const none = { minimum: undefined, maximum: undefined, minLength: undefined, maxLength: undefined, enum: undefined };

function between(low: number | undefined, high: number | undefined, unit: string): string {
  const noun = unit === '' ? '' : ` ${unit}`;
  if (low !== undefined && high !== undefined)
    return low === high ? `Exactly ${low}${noun}.` : `${low} to ${high}${noun}.`;
  if (low !== undefined) return `At least ${low}${noun}.`;
  return high === undefined ? '' : `At most ${high}${noun}.`;
}

function standard(parameter: Parameter): string {
  const value = parameter.default;
  // Empty by default is what an empty field shows, and a document stands in the editor.
  if (value === undefined || isDocument(parameter)) return '';
  if (typeof value === 'boolean') return `Default: ${value ? 'yes' : 'no'}.`;
  const text = encodeFor(parameter, value);
  return text === '' ? '' : `Default: ${text}.`;
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
