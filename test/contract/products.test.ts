import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '#build/check/check.ts';
import { physicalNamesOf } from '#build/check/house-rules/physical-name.ts';
import type { Template } from '#build/check/template.ts';
import { resourcesOf, textOf } from '#build/check/template.ts';
import { derivedFiles } from '#build/derive.ts';
import { loadOfferings, loadRehearsal } from '#build/load.ts';
import { offeringsOf } from '#build/offerings.ts';
import type { Synthesized } from '#build/synthesize.ts';
import { synthesize } from '#build/synthesize.ts';
import { decisions } from '#lib/constructs/decisions.ts';
import { addressMapping, conventional } from '#lib/conventions.ts';
import { issuesInDefinition } from '#lib/definition.ts';
import { encodeLaunch, issuesInLaunch } from '#lib/launch.ts';
import type { Launch } from '#lib/parameters.ts';
import { isRequired } from '#lib/parameters.ts';
import type { Offering } from '#lib/product.ts';
import { offerings as entries } from '#portfolio/catalog.ts';
import { products } from '#products/index.ts';
import { everyConstruct } from '../kit/fixtures/every-construct/product.ts';

/** What is true of every product, however many there are. */

const offerings = offeringsOf(products, entries);
const fixture: Offering = { id: everyConstruct.id, product: everyConstruct, options: {} };
const synthesized = new Map<string, Promise<Synthesized>>();

function made(offering: Offering): Promise<Synthesized> {
  const known = synthesized.get(offering.id) ?? synthesize(offering);
  synthesized.set(offering.id, known);
  return known;
}

function examplesOf({ product }: Offering): [name: string, values: Launch][] {
  const folder = join(product.home, 'examples');
  return readdirSync(folder).map((name) => [name, JSON.parse(readFileSync(join(folder, name), 'utf8'))]);
}

function example(offering: Offering, name: string): Launch {
  const found = examplesOf(offering).find(([file]) => file === name);
  if (found === undefined) throw new Error(`${offering.id} has no example ${name}`);
  return found[1];
}

async function reportOf(offering: Offering) {
  const { template, instance } = await made(offering);
  const launchCheck = resourcesOf(template, 'Custom::ParameterCheck')[0]?.id;
  return check({
    stack: instance,
    template,
    facts: { addressMapping, identity: offering.product.identity, ...(launchCheck !== undefined && { launchCheck }) },
  });
}

test('the catalog that the build loads is the one that is tested here', async () => {
  const loaded = await loadOfferings(join(__dirname, '../..'));

  expect(loaded.map(({ id }) => id)).toEqual(offerings.map(({ id }) => id));
  expect(offerings.length).toBeGreaterThan(0);
});

describe.each(offerings.map((offering) => [offering.product.address, offering] as const))('%s', (_, offering) => {
  const { product } = offering;

  test('has a sound definition', () => {
    expect(issuesInDefinition(product)).toEqual([]);
  });

  test('has examples that are valid and typed', () => {
    const issues = examplesOf(offering).flatMap(([name, values]) =>
      issuesInLaunch(product, values).map(({ path, message }) => `${name} ${path} ${message}`),
    );

    expect(issues).toEqual([]);
  });

  test('has a rehearsal', async () => {
    expect((await loadRehearsal(product, join(__dirname, '../..')))?.scenes.length).toBeGreaterThan(0);
  });

  test('has a minimal example with only what is required', () => {
    const required = Object.keys(product.parameters).filter((name) =>
      isRequired(product.parameters[name] ?? conventional.Project),
    );

    expect(Object.keys(example(offering, 'minimal.json')).sort()).toEqual(required.sort());
  });

  test('has a complete example with every parameter', () => {
    expect(Object.keys(example(offering, 'complete.json')).sort()).toEqual(Object.keys(product.parameters).sort());
  });

  test('means by a conventional parameter what every product means', () => {
    const strays = Object.entries(product.parameters).filter(([name, parameter]) => {
      const common = Object.entries(conventional).find(([other]) => other === name)?.[1];
      return common !== undefined && JSON.stringify(common) !== JSON.stringify(parameter);
    });

    expect(strays.map(([name]) => name)).toEqual([]);
  });

  test('has a README that answers the six questions in order, and names every output', async () => {
    const readme = readFileSync(join(product.home, 'README.md'), 'utf8');
    const headings = [...readme.matchAll(/^## (.+)$/gmu)].map(([, heading]) => heading);
    const { template } = await made(offering);

    expect(headings.filter((heading) => questions.includes(heading ?? ''))).toEqual(questions);
    expect(Object.keys(template.Outputs ?? {}).filter((output) => !readme.includes(`\`${output}\``))).toEqual([]);
    expect(readme).toContain('examples/minimal.json');
  });

  test('has a README table and a baseline in step with the code (npm run derive writes them)', async () => {
    for (const { path, content } of await derivedFiles(offering)) {
      expect(existsSync(path) ? readFileSync(path, 'utf8') : `there is no ${path}`).toBe(content);
    }
  });

  test('loses no resource that holds data', async () => {
    const { template } = await made(offering);
    const baseline: Template = JSON.parse(readFileSync(join(product.home, 'test/baseline.json'), 'utf8'));

    expect(dataIn(template)).toEqual(expect.arrayContaining(dataIn(baseline)));
  });

  test('can be launched twice with another identity: no physical name is shared', async () => {
    const { template } = await made(offering);
    const [one, other] = [
      namesFor(template, textsOf(offering, {})),
      namesFor(template, textsOf(offering, anotherIdentity(offering))),
    ];

    expect(one.length).toBeGreaterThan(0);
    expect(one.filter((name) => other.includes(name))).toEqual([]);
  });

  test('has physical names that fit at the longest values', async () => {
    const { template } = await made(offering);
    const longest = textsOf(offering, longestIdentity(offering));

    for (const { type, text } of namedTexts(template, longest)) {
      expect(nameLimits).toHaveProperty([type]);
      expect({ text, length: text.length <= (nameLimits[type] ?? 0) }).toEqual({ text, length: true });
    }
  });

  test('gives the same template twice', async () => {
    const [once, again] = [await made(offering), await synthesize(offering)];

    expect(JSON.stringify(again.template)).toBe(JSON.stringify(once.template));
  });

  test('has no open finding and no unused acknowledgement', async () => {
    const { findings } = await reportOf(offering);

    expect(findings.map(({ rule, path, message }) => `${rule} at ${path}: ${message}`)).toEqual([]);
  });

  test('checks an existing key where it takes one, and disposes of data where it asks what to do with it', async () => {
    const { template } = await made(offering);

    expect(resourcesOf(template, 'Custom::ExistingKeyCheck').length > 0).toBe('KmsKeyArn' in product.parameters);
    expect(resourcesOf(template, 'Custom::DataDisposal').length > 0).toBe('DataRetention' in product.parameters);
    expect('RetainedResources' in (template.Outputs ?? {})).toBe(dataIn(template).length > 0);
  });

  test('lets nothing exist before the in-stack check has passed', async () => {
    const { template, gaps } = await made(offering);
    const [first] = resourcesOf(template, 'Custom::ParameterCheck');
    if (first === undefined) {
      expect(gaps).toEqual([]);
      return;
    }
    const own = Object.keys(template.Resources ?? {}).filter((id) => id.startsWith('ParameterCheck'));
    const others = resourcesOf(template).filter(({ id }) => !own.includes(id));
    const free = others.filter(({ resource }) => !dependsOn(resource).includes(first.id));

    expect(first.properties['ServiceTimeout']).toBe('60');
    expect(others.length).toBeGreaterThan(0);
    expect(free.map(({ id }) => id)).toEqual([]);
    expect(own.filter((id) => dependsOn(template.Resources?.[id]).some((other) => !own.includes(other)))).toEqual([]);
  });
});

describe('the shared constructs', () => {
  test('make a template without an open finding', async () => {
    const { findings } = await reportOf(fixture);

    expect(findings.map(({ rule, path, message }) => `${rule} at ${path}: ${message}`)).toEqual([]);
  });

  test('need every rule id of every house decision', async () => {
    const reports = await Promise.all([fixture, ...offerings].map(reportOf));
    const used = new Set(
      reports.flatMap((report) =>
        report.used.filter(({ decision }) => decision !== undefined).map(({ rule, decision }) => `${decision} ${rule}`),
      ),
    );
    const written = Object.values(decisions).flatMap(({ id, rules }) => rules.map((rule) => `${id} ${rule}`));

    expect(written.filter((line) => !used.has(line))).toEqual([]);
  });
});

const questions = [
  'What you get',
  'Launch it',
  'Parameters',
  'Outputs',
  'What it costs to keep',
  'What it will not do',
];

/** Longest names that AWS accepts, by type: from the API reference of each service. */
const nameLimits: Readonly<Record<string, number>> = {
  'AWS::KMS::Alias': 256,
  'AWS::Logs::LogGroup': 512,
  'AWS::S3::Bucket': 63,
  'AWS::SSM::Parameter': 1011,
};

function dataIn(template: Template): string[] {
  return resourcesOf(template)
    .filter(({ resource }) => resource.DeletionPolicy === 'RetainExceptOnCreate')
    .map(({ id }) => id)
    .sort();
}

function dependsOn(resource: object | undefined): readonly string[] {
  const value: unknown = Object.entries(resource ?? {}).find(([key]) => key === 'DependsOn')?.[1];
  return typeof value === 'string' ? [value] : Array.isArray(value) ? value.map(String) : [];
}

/** Region and account as long as they come. */
const surroundings = {
  'AWS::AccountId': '111122223333',
  'AWS::Region': 'us-isof-south-1',
  'AWS::Partition': 'aws-iso-f',
  'AWS::StackName': 'a'.repeat(128),
  'AWS::URLSuffix': 'csp.hci.ic.gov',
};

function textsOf(offering: Offering, changed: Launch): Readonly<Record<string, string>> {
  const texts = encodeLaunch(offering.product, { ...example(offering, 'minimal.json'), ...changed }, offering.id);
  return { ...surroundings, ...Object.fromEntries(texts) };
}

function namedTexts(template: Template, texts: Readonly<Record<string, string>>): { type: string; text: string }[] {
  return physicalNamesOf(template).map(({ type, value }) => ({
    type,
    text: textOf(value).replace(/\$\{([^}]+)\}/gu, (whole, name: string) => texts[name] ?? whole),
  }));
}

function namesFor(template: Template, texts: Readonly<Record<string, string>>): string[] {
  return namedTexts(template, texts).map(({ type, text }) => `${type} ${text}`);
}

/** Another value for one part of the identity: the last, which is the easiest to forget in a name. */
function anotherIdentity({ product }: Offering): Launch {
  const name = product.identity.at(-1) ?? '';
  return { [name]: name === 'Environment' ? 'prod' : 'another' };
}

function longestIdentity({ product }: Offering): Launch {
  return Object.fromEntries(
    product.identity.map((name) => {
      const parameter = product.parameters[name];
      if (parameter !== undefined && 'enum' in parameter && parameter.enum !== undefined) {
        return [name, [...parameter.enum].sort((a, b) => String(b).length - String(a).length)[0] ?? ''];
      }
      const length = parameter !== undefined && 'maxLength' in parameter ? parameter.maxLength : undefined;
      if (length === undefined) throw new Error(`${name} is part of the identity and has no maxLength`);
      return [name, 'a'.repeat(length)];
    }),
  );
}
