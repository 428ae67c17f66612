import { loadOfferings } from '#build/load.ts';
import { selectOne } from '#build/offerings.ts';
import { addressOf } from '#build/package.ts';
import { assertSound } from '#lib/definition.ts';
import { InputError } from '#lib/errors.ts';
import { encodeLaunch, readLaunch } from '#lib/launch.ts';
import type { Offering } from '#lib/product.ts';
import { comfortableUrlLength, quickCreateUrl, stackNameOf, templateUrl } from '#lib/quick-create.ts';
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

type Texts = readonly (readonly [name: string, text: string])[];

/** `factory parameters <product> FILE --format …` */
export async function parameters({ root }: Context, name: string, file: string, options: Options): Promise<Outcome> {
  const offering = selectOne(await loadOfferings(root), name);
  const { product } = offering;
  assertSound(product);
  const subject = `the launch of '${product.address}'`;
  const { values, issues } = readLaunch(product, readJson(file, 'FILE'));
  if (issues.length > 0) throw new InputError(subject, issues);
  const texts = encodeLaunch(product, values, subject);
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

const encodings = {
  cfn: (_, texts) => pairs(texts),
  'service-catalog': (_, texts) => texts.map(([Key, Value]) => ({ Key, Value })),
  cli: (offering, texts, options) => ({
    StackName: stackName(offering, texts, options),
    TemplateURL: locate(offering, options),
    Parameters: pairs(texts),
    // Every product has roles, and none has a name of its own: a house rule and CloudFormation both see to that.
    Capabilities: ['CAPABILITY_IAM'],
  }),
  'quick-create': (offering, texts, options) =>
    quickCreateUrl({
      region: options.region,
      templateUrl: locate(offering, options),
      stackName: stackName(offering, texts, options),
      parameters: texts,
    }),
} as const satisfies Record<Options['format'], (offering: Offering, texts: Texts, options: Options) => unknown>;

function pairs(texts: Texts): { ParameterKey: string; ParameterValue: string }[] {
  return texts.map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));
}

function locate({ id, product }: Offering, options: Options): string {
  const { bucket, solution } = addressOf(options);
  if (bucket === undefined)
    throw new InputError('the command line', [
      {
        path: '--bucket',
        message: `is required for --format ${options.format}: the bucket that templates are published in`,
      },
    ]);
  return templateUrl({
    bucket,
    region: options.bucketRegion ?? options.region,
    key: `${solution}/${id}/${product.version}/template.json`,
  });
}

const stackNamePattern = /^[A-Za-z][A-Za-z0-9-]{0,127}$/u;

function stackName({ id, product }: Offering, texts: Texts, options: Options): string {
  if (options.stackName === undefined) {
    const byName = new Map(texts);
    return stackNameOf(
      id,
      product.identity.map((name) => byName.get(name) ?? ''),
    );
  }
  if (!stackNamePattern.test(options.stackName)) {
    throw new InputError('the command line', [
      {
        path: '--stack-name',
        message: `must be up to 128 letters, digits and hyphens, beginning with a letter, got '${options.stackName}'`,
      },
    ]);
  }
  return options.stackName;
}

function longUrl(length: number): string {
  return `the link has ${length.toLocaleString('en')} characters, more than mail and chat programs carry: prefer --format cli or cfn with a file`;
}
