import { FactoryError } from '#lib/errors.ts';

/** A pattern that Java refuses or JavaScript cannot match exactly. The message completes "AllowedPattern ...". */
export class PatternError extends FactoryError {
  override name = 'PatternError';

  constructor(message: string) {
    super('PATTERN_REFUSED', message);
  }
}

/** Refuses a pattern that Java itself does not compile. */
export function malformed(what: string): PatternError {
  return new PatternError(`is not a regular expression of Java: ${what}`);
}

/** Refuses a construct of Java by its name, because JavaScript cannot do exactly the same. */
export function untranslatable(what: string): PatternError {
  return new PatternError(`uses ${what}, which cannot be evaluated exactly as CloudFormation does`);
}
