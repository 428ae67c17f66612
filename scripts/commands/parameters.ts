import { loadOfferings } from '#build/load.ts';
import { merged } from '#build/merged.ts';
import { selectOne } from '#build/offerings.ts';
import { issuesInAddress } from '#build/package.ts';
import { assertSound } from '#lib/definition.ts';
import type { Issue } from '#lib/errors.ts';
import { InputError } from '#lib/errors.ts';
import { encodeLaunch, readLaunch } from '#lib/launch.ts';
import type { Texts } from '#lib/launch-documents.ts';
import {
  cliInput,
  defaultStackName,
  parameterPairs,
  provisioningPairs,
  stackNamePattern,
} from '#lib/launch-documents.ts';
import type { Offering } from '#lib/product.ts';
import { comfortableUrlLength, quickCreateUrl, regionPattern, templateUrl } from '#lib/quick-create.ts';
import type { Context } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { readJson } from '../read-json.ts';

type Options = {
  readonly format: 'cfn' | 'cli' | 'service-catalog' | 'quick-create';
  readonly bucket?: string;
  readonly solution: string;
  readonly region: string;
  readonly bucketRegion?: string;
  readonly stackName?: string;
};

/** `factory parameters <product> FILE --format …` */
export async function parameters({ root }: Context, name: string, file: string, options: Options): Promise<Outcome> {
  const offering = selectOne(await loadOfferings(root), name);
  assertSound(offering.product);
  const texts = read(offering, file, options);
  const encoded = encodings[options.format](offering, texts, options);
  const isUrl = typeof encoded === 'string';
  const notes = isUrl && encoded.length > comfortableUrlLength ? [longUrl(encoded.length)] : [];
  return {
    ok: true,
    command: 'parameters',
    issues: [],
    data: isUrl ? { format: options.format, url: encoded } : { format: options.format, document: encoded },
    text: isUrl ? encoded : JSON.stringify(encoded, null, 2),
    notes,
  };
}

/** The texts of a launch; what is wrong with the file and with the flags is said at once. */
function read({ product }: Offering, file: string, options: Options): Texts {
  const subject = `the launch of '${product.address}'`;
  const flags = issuesInFlags(options);
  const errors: unknown[] = flags.length === 0 ? [] : [new InputError('the command line', flags)];
  try {
    const { values, issues } = readLaunch(product, readJson(file, 'FILE'));
    if (issues.length > 0) throw new InputError(subject, issues);
    if (errors.length === 0) return encodeLaunch(product, values, subject);
  } catch (error) {
    errors.push(error);
  }
  throw merged(errors, 'the input');
}

const encodings = {
  cfn: (_, texts) => parameterPairs(texts),
  'service-catalog': (_, texts) => provisioningPairs(texts),
  cli: (offering, texts, options) =>
    cliInput({
      stackName: stackName(offering, texts, options),
      templateUrl: locate(offering, options),
      texts,
      // Every product has roles, and none has a name of its own: a house rule and CloudFormation both see to that.
      capabilities: ['CAPABILITY_IAM'],
    }),
  'quick-create': (offering, texts, options) =>
    quickCreateUrl({
      region: options.region,
      templateUrl: locate(offering, options),
      stackName: stackName(offering, texts, options),
      parameters: texts,
    }),
} as const satisfies Record<Options['format'], (offering: Offering, texts: Texts, options: Options) => unknown>;

function issuesInFlags({ format, region, bucketRegion, stackName: name, ...address }: Options): Issue[] {
  const issues: Issue[] = [...issuesInAddress(address)];
  const say = (path: string, message: string) => issues.push({ path, message });
  if (address.bucket === undefined && (format === 'cli' || format === 'quick-create'))
    say('--bucket', `is required for --format ${format}: the bucket that templates are published in`);
  for (const [flag, value] of Object.entries({ '--region': region, '--bucket-region': bucketRegion }))
    if (value !== undefined && !regionPattern.test(value))
      say(flag, `must be a region such as eu-west-1, got '${value}'`);
  if (name !== undefined && !stackNamePattern.test(name))
    say('--stack-name', `must be up to 128 letters, digits and hyphens, beginning with a letter, got '${name}'`);
  return issues;
}

function locate({ id, product }: Offering, { bucket = '', solution, region, bucketRegion = region }: Options): string {
  return templateUrl({ bucket, region: bucketRegion, key: `${solution}/${id}/${product.version}/template.json` });
}

function stackName({ id, product }: Offering, texts: Texts, { stackName: given }: Options): string {
  return given ?? defaultStackName(id, product.identity, texts);
}

function longUrl(length: number): string {
  return `the link has ${length.toLocaleString('en')} characters, more than mail and chat programs carry: prefer --format cli or cfn with a file`;
}
