import { isRecord, listOf, referencesIn, textOf } from '../../check/template.ts';

/** Further ways that a value may turn out are not looked at: names with that many are not names. */
const most = 16;

/**
 * All texts that a value can turn out to be, every branch of an `Fn::If` inside it taken, with `${X}` and
 * `${X.Attribute}` for what CloudFormation fills in.
 */
export function variantsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(variantsOf).slice(0, most);
  if (!isRecord(value)) return value === undefined || value === null ? [] : [String(value)];
  const [[name, argument] = ['', undefined]] = Object.entries(value);
  switch (name) {
    case 'Ref':
      return argument === 'AWS::NoValue' ? [] : [textOf(value)];
    case 'Fn::GetAtt':
      return [textOf(value)];
    case 'Fn::If':
      return listOf(argument).slice(1).flatMap(variantsOf).slice(0, most);
    case 'Fn::Join': {
      const [delimiter, items] = listOf(argument);
      return combined(Array.isArray(items) ? items.map(variantsOf) : [variantsOf(items)], textOf(delimiter));
    }
    case 'Fn::Sub':
      return substituted(listOf(argument));
    default:
      // Select, Split and the like: which parameter or resource it comes from is all that can be said.
      return [...referencesIn(value)].map((id) => `\${${id}}`).slice(0, most);
  }
}

function combined(pieces: readonly (readonly string[])[], delimiter: string): string[] {
  return pieces.reduce<string[]>(
    // A piece that is left out (AWS::NoValue) leaves the others as they are.
    (texts, piece, index) =>
      piece.length === 0
        ? texts
        : texts.flatMap((text) => piece.map((next) => (index === 0 ? next : text + delimiter + next))).slice(0, most),
    [''],
  );
}

function substituted([text, variables]: readonly unknown[]): string[] {
  const known = isRecord(variables) ? variables : {};
  const pieces = textOf(text).split(/(\$\{[^!}][^}]*\})/u);
  return combined(
    pieces.map((piece) => {
      const name = /^\$\{([^}]*)\}$/u.exec(piece)?.[1];
      return name !== undefined && name in known ? variantsOf(known[name]) : [piece];
    }),
    '',
  );
}
