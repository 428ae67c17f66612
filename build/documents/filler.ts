import Handlebars from 'handlebars';

/** Puts values into the places of a text. */
export type Filler = (values: object) => string;

/**
 * Reads texts of ours that values go into. A name that a text asks for and nobody gives is an error, not an empty place.
 * Each text is read once: a build fills the same ones for every product.
 */
export function fillers(options: { readonly escapes: boolean }): (template: string) => Filler {
  const known = new Map<string, Filler>();
  return (template) => {
    const filler = known.get(template) ?? Handlebars.compile(template, { noEscape: !options.escapes, strict: true });
    known.set(template, filler);
    return filler;
  };
}
