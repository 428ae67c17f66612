import { emitPattern } from './emit-pattern.ts';
import { parsePattern } from './parse-pattern.ts';
import { PatternError } from './pattern-error.ts';

/** A Java regular expression that is ready to be matched, or what is wrong with it. */
export type JavaPattern = { readonly matches: (text: string) => boolean } | { readonly problem: string };

/**
 * A `java.util.regex` pattern matched against whole values, as CloudFormation does with `AllowedPattern`.
 *
 * Possessive quantifiers, atomic groups, POSIX classes, class intersections, inline flags, anchors and Java's own idea
 * of white space, word characters and line ends are translated. What JavaScript cannot do exactly is refused by name
 * rather than approximated. Letters and other Unicode categories follow the Unicode version of the Node that runs this.
 */
export function compileJavaPattern(pattern: string): JavaPattern {
  try {
    const expression = new RegExp(`^(?:${emitPattern(parsePattern(pattern))})$`, 'v');
    return { matches: (text) => expression.test(text) };
  } catch (error) {
    if (error instanceof PatternError) {
      return { problem: error.message };
    }
    // The engine's own limits: too many groups, or nested deeper than the stack.
    if (error instanceof SyntaxError || error instanceof RangeError) {
      return { problem: 'is too large to be evaluated' };
    }
    throw error;
  }
}
