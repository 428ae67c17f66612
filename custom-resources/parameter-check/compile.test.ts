import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { build, type Plugin } from 'esbuild';
import fc from 'fast-check';
import { conventional, conventionalRules } from '#lib/conventions.ts';
import type { Issue } from '#lib/errors.ts';
import { issuesInLaunchTexts } from '#lib/launch.ts';
import { isStored } from '#lib/parameters.ts';
import type { Described } from '#lib/to-json-schema.ts';
import { products } from '#products/index.ts';
import { anyProduct, anyTexts } from '#test/kit/random-launches.ts';
import { compileCheck, seenInStack, validatorModule } from './compile.ts';

type Texts = { readonly [name: string]: string };

/** What the entry hands to the handler. */
type Check = {
  readonly digest: string;
  readonly issuesIn: (texts: Texts, before?: Texts) => readonly Issue[];
};

/** Bundles the entry of the check with a compiled schema, as the build does, and runs it up to the handler. */
async function checkOf(product: Described): Promise<Check> {
  const { source } = compileCheck(product);
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'entry.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    external: ['@aws-sdk/*'],
    plugins: [
      inPlaceOf({ [validatorModule]: source, './handler.ts': 'export const parameterCheck = (parts) => parts;' }),
    ],
  });
  const module = { exports: { handler: undefined as unknown } };
  const run = compileFunction(outputFiles[0]?.text ?? '', ['module', 'exports', 'require']);
  run(module, module.exports, createRequire(import.meta.filename));
  return module.exports.handler as Check; // What the stand-in for the handler was given.
}

function inPlaceOf(modules: { readonly [specifier: string]: string }): Plugin {
  return {
    name: 'in-place-of',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^(virtual:|\.\/handler\.ts$)/ }, ({ path }) => ({ path, namespace: 'given' }));
      onLoad({ filter: /.*/, namespace: 'given' }, ({ path }) => ({
        contents: modules[path] ?? '',
        loader: 'js',
        resolveDir: import.meta.dirname,
      }));
    },
  };
}

/** The launch as a resource of the stack sees it: lists trimmed and joined again, defaults filled in. */
function asSeenInStack({ parameters }: Described, texts: Texts): Texts {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) => {
      const parameter = parameters[name];
      if (parameter === undefined || isStored(parameter)) return [];
      const trimmed = () => text.split(',').map((item) => item.replace(/^[^\u0021-\uffff]+|[^\u0021-\uffff]+$/g, ''));
      return [[name, parameter.type === 'array' ? trimmed().join(',') : text]];
    }),
  );
}

const words = { title: 'Title', description: 'What it changes' } as const;
const product = {
  id: 'a-b',
  title: 'A product',
  parameters: {
    Environment: conventional.Environment,
    DataRetention: conventional.DataRetention,
    Days: { type: 'integer', minimum: 1, ...words },
    Names: { type: 'array', items: { type: 'string' }, uniqueItems: true, default: [], ...words },
    Settings: {
      type: 'string',
      contentMediaType: 'application/json',
      contentSchema: { type: 'object', properties: { size: { type: 'integer' } }, additionalProperties: false },
      default: '',
      ...words,
    },
    Stored: { type: 'string', awsType: 'AWS::SSM::Parameter::Value<String>', pattern: '^/factory/[a-z]+$', ...words },
  },
  rules: conventionalRules,
  fixed: ['Environment'],
} as const satisfies Described;

const valid = { Environment: 'prod', DataRetention: 'retain', Days: '3', Names: 'a,b', Settings: '{"size":5}' };

describe('the compiled check', () => {
  test('takes a launch that keeps the schema', async () => {
    expect((await checkOf(product)).issuesIn(valid)).toEqual([]);
  });

  test('fails every issue of a launch, in the words of the schema', async () => {
    const { issuesIn } = await checkOf(product);
    const texts = { ...valid, DataRetention: 'destroy', Days: '0', Names: 'a,a', Settings: '{"size":"x","colour":1}' };

    expect(issuesIn(texts)).toEqual([
      { path: '/DataRetention', message: 'a production launch keeps its data (must be "retain", got "destroy")' },
      { path: '/Days', message: 'must be >= 1, got 0' },
      { path: '/Names', message: 'must not repeat an item, got "a" twice' },
      { path: '/Settings/colour', message: 'is not known; known are size' },
      { path: '/Settings/size', message: 'must be an integer, got "x"' },
    ]);
  });

  test('fails an update that changes what is fixed, and an ordinary issue with it', async () => {
    const { issuesIn } = await checkOf(product);
    const before = { ...valid, Environment: 'test' };

    expect(issuesIn(valid, before).map(({ path }) => path)).toEqual(['/Environment']);
    expect(issuesIn({ ...valid, Days: 'x' }, before).map(({ path }) => path)).toEqual(['/Days', '/Environment']);
    expect(issuesIn({ ...valid, Days: '5' }, valid)).toEqual([]);
  });

  test('leaves alone what CloudFormation reads from Parameter Store: it would get the value for the name', async () => {
    expect(Object.keys(seenInStack(product.parameters))).not.toContain('Stored');
    expect(compileCheck(product).source).not.toContain('/factory/');
  });

  test('needs nothing of the compiler where it runs', () => {
    const { source } = compileCheck(product);
    const imports = [...source.matchAll(/require\("([^"]+)"\)|from\s*"([^"]+)"/g)].map(
      ([, required, from]) => required ?? from,
    );

    expect(imports.filter((path) => !path?.startsWith('ajv/dist/runtime/'))).toEqual([]);
    expect(source).not.toContain('new Function');
  });
});

describe('the digest', () => {
  const { digest } = compileCheck(product);

  test('is that of the schema, wherever it is compiled', async () => {
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(compileCheck(structuredClone(product)).digest).toBe(digest);
    expect((await checkOf(product)).digest).toBe(digest);
  });

  test.each<[what: string, changed: Described]>([
    [
      'a bound',
      { ...product, parameters: { ...product.parameters, Days: { ...product.parameters.Days, minimum: 2 } } },
    ],
    [
      'a default',
      { ...product, parameters: { ...product.parameters, Days: { ...product.parameters.Days, default: 3 } } },
    ],
    ['a rule', { ...product, rules: {} }],
    ['what is fixed', { ...product, fixed: [] }],
  ])('changes with %s', (_, changed) => {
    expect(compileCheck(changed).digest).not.toBe(digest);
  });
});

test('the compiled check finds what our own tools find, in any launch of any product', async () => {
  const launches = anyProduct.chain((any) =>
    fc.tuple(fc.constant(any), fc.array(anyTexts(any), { minLength: 30, maxLength: 30 })),
  );
  await fc.assert(
    fc.asyncProperty(launches, async ([any, all]) => {
      const { issuesIn } = await checkOf(any);
      const seen = { ...any, parameters: seenInStack(any.parameters) };
      for (const texts of all) {
        const inStack = asSeenInStack(any, texts);
        expect(issuesIn(inStack)).toEqual(issuesInLaunchTexts(seen, inStack));
      }
    }),
    { numRuns: 25 },
  );
}, 30_000);

test.each(products)('the check of $address bundles and knows its parameters', async (shipped) => {
  const { issuesIn } = await checkOf(shipped);

  expect(issuesIn({ Unknown: 'a' })).toEqual(issuesInLaunchTexts(shipped, { Unknown: 'a' }));
  expect(issuesIn({}).length).toBeGreaterThan(0);
});
