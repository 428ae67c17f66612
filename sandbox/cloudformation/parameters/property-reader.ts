import type { Issue } from '#lib/errors.ts';
import { isDecimal } from './decimal.ts';
import { type JsonRecord, pointer, scalarText } from './template-json.ts';

const MAX_TEXT_LENGTH = 4000;

/** Reads properties of one parameter and reports those that have the wrong form. */
export class PropertyReader {
  readonly name: string;
  readonly #properties: JsonRecord;
  readonly #issues: Issue[];

  constructor(name: string, properties: JsonRecord, issues: Issue[]) {
    this.name = name;
    this.#properties = properties;
    this.#issues = issues;
  }

  /** The names of all properties, known or not. */
  get names(): readonly string[] {
    return Object.keys(this.#properties);
  }

  /** How much has been reported so far. */
  get reports(): number {
    return this.#issues.length;
  }

  /** A property as it stands in the template. */
  raw(property: string): unknown {
    return this.#properties[property];
  }

  /** Reports an issue at a property, or at the parameter itself when the property is empty. */
  report(property: string, message: string): void {
    const steps = property === '' ? [] : [property];
    this.#issues.push({ path: pointer('Parameters', this.name, ...steps), message });
  }

  /** Reports an issue that AWS words as a sentence about the parameter. */
  reportOwn(property: string, predicate: string): void {
    this.report(property, `Template error: Parameter '${this.name}' ${predicate}`);
  }

  text(property: string): string | undefined {
    const text = this.raw(property);
    if (text !== undefined && typeof text !== 'string') {
      this.report(property, `Template format error: Every ${property} member must be a string.`);
      return undefined;
    }
    if (property.endsWith('Description') && text !== undefined && text.length > MAX_TEXT_LENGTH) {
      this.report(property, `Template format error: '${property}' length is greater than ${MAX_TEXT_LENGTH}.`);
    }
    return text;
  }

  /** A length, written as a number or as text. */
  length(property: string): number | undefined {
    const text = scalarText(this.raw(property));
    if (text !== undefined && /^\d{1,9}$/.test(text)) {
      return Number(text);
    }
    if (this.raw(property) !== undefined) {
      this.report(property, `Template format error: Every ${property} member must be a whole number, 0 or greater.`);
    }
    return undefined;
  }

  /** A number of any size, as the template spells it. */
  number(property: string): string | undefined {
    const text = scalarText(this.raw(property));
    if (text !== undefined && isDecimal(text)) {
      return text;
    }
    if (this.raw(property) !== undefined) {
      this.report(property, `Template format error: Every ${property} member must be a number.`);
    }
    return undefined;
  }

  /** `true` or `false`, also as text; left out is false. */
  flag(property: string): boolean {
    const text = scalarText(this.raw(property) ?? false)?.toLowerCase();
    if (text !== 'true' && text !== 'false') {
      this.report(property, `Template format error: Every ${property} member must be true or false.`);
    }
    return text === 'true';
  }

  /** A text, number or boolean, as the text CloudFormation makes of it. */
  scalar(property: string): string | undefined {
    const text = scalarText(this.raw(property));
    if (text === undefined && this.raw(property) !== undefined) {
      this.report(property, `Template format error: Every ${property} member must be a string.`);
    }
    return text;
  }
}
