import { count, FactoryError, type Issue } from '#lib/errors.ts';

/**
 * The `Parameters` or `Rules` section itself is wrong, whatever values a launch supplies.
 *
 * `issues` holds everything that was found; each path is a JSON pointer into the template.
 */
export class TemplateError extends FactoryError {
  override name = 'TemplateError';
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    const lines = issues.map((issue) => `  ${issue.path} ${issue.message}`);
    super('TEMPLATE_INVALID', [`template has ${count(issues.length, 'issue')}:`, ...lines].join('\n'));
    this.issues = issues;
  }

  /** What the `ValidationError` of AWS says: it stops at the first issue. */
  get validationMessage(): string {
    return this.issues[0]?.message ?? this.message;
  }
}
