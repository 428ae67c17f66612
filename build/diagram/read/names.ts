import { isRecord, type Section, type Template, textOf } from '../../check/template.ts';

/** Words that say what the box says anyway, or that CDK adds. */
const empty = new Set(['resource', 'handler', 'function', 'lambda', 'fn', 'machine', 'cfn', 'default']);

/** Spellings of words that are not plain words. */
const spellings: { readonly [word: string]: string } = Object.fromEntries(
  'AMC API ARN BI CSV DLQ DMS dbt ECS EMR ETL GA4 HTTP ID KMS MWAA RDS S3 SES SNS SQL SQS SSM TTL URL VPC'
    .split(' ')
    .map((word) => [word.toLowerCase(), word]),
);

/** CDK ends logical ids with eight digits of a hash. */
const hash = /(?<=.)[0-9A-F]{8}$/u;

/** A logical id, a parameter or a condition as people say it: `CollectorPlanWindowsFunction3F2A91BC` to `Collector plan windows`. */
export function readable(id: string): string {
  const words = wordsOf(id.replace(hash, ''));
  while (words.length > 1 && empty.has(words.at(-1)?.toLowerCase() ?? '')) words.pop();
  return words.length === 0 ? id : sentence(words);
}

/** An id in words, every one of them: `no-replication-by-default` to `No replication by default`. */
export function inWords(id: string): string {
  return sentence(wordsOf(id));
}

function wordsOf(text: string): string[] {
  return [...text.matchAll(/[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+/gu)].map(([word]) => word);
}

function sentence(words: readonly string[]): string {
  const spelled = words.map(
    (word, index) =>
      spellings[word.toLowerCase()] ?? (isShouted(word, index === words.length - 1) ? word : word.toLowerCase()),
  );
  return capital(spelled.join(' '));
}

/** Abbreviations stay in capitals, and so does a letter that tells two things apart: `Stage A`, but `Name of a thing`. */
function isShouted(word: string, isLast: boolean): boolean {
  return word === word.toUpperCase() && (word.length > 1 || isLast);
}

/** A text that begins with a capital, unless it begins with a name in small letters. */
export function capital(text: string): string {
  return text.startsWith('dbt') ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

/** A label inside a sentence: `Existing bucket` to `existing bucket`, but `AMC upload account` as it is. */
export function inSentence(label: string): string {
  return /^[A-Z][a-z]/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** `2 roles`, `1 entry`, `3 entries`. */
export function counted(n: number, noun: string): string {
  return `${n} ${n === 1 ? noun : plural(noun)}`;
}

function plural(noun: string): string {
  if (/[^aeiou]y$/u.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/u.test(noun) ? `${noun}es` : `${noun}s`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** What a parameter is called on the launch form, else its own name in words. */
export function labelOf(template: Template, parameter: string): string {
  const { Metadata: metadata }: Section = template;
  const section = isRecord(metadata) ? metadata['AWS::CloudFormation::Interface'] : undefined;
  const labels = isRecord(section) && isRecord(section['ParameterLabels']) ? section['ParameterLabels'] : {};
  const label = labels[parameter];
  const text = isRecord(label) ? textOf(label['default']) : '';
  return text === '' ? readable(parameter) : text;
}
