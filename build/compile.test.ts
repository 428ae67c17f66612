import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '#lib/errors.ts';
import { temporaryFolder } from '#test/kit/temporary-folder.ts';
import type { Compiler } from './compile.ts';
import { compileModule, openCompiler, virtualFile } from './compile.ts';

const open: Compiler[] = [];

function compilerFor(files: { readonly [path: string]: string }, below = '') {
  const root = temporaryFolder(files, below);
  const compiler = openCompiler(root, { sourceMaps: true });
  open.push(compiler);
  return {
    root,
    compile: (...entries: string[]) =>
      compiler.compile(
        entries.map((entry) => join(root, entry)),
        'the code',
      ),
  };
}

afterAll(async () => {
  for (const compiler of open) await compiler.close();
});

async function issuesOf(task: Promise<unknown>): Promise<string[]> {
  const refused: unknown = await task.catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(InputError);
  return refused instanceof InputError ? refused.issues.map(({ path, message }) => `${path} ${message}`) : [];
}

const word = { 'shared/word.ts': "export const word: string = 'hello'.repeat(3);\n" };
const handler = (text: string) =>
  `import { word } from '../shared/word.ts';\nexport const handler = async (): Promise<string> => word + '${text}';\n`;
const files = { ...word, 'one/handler.ts': handler('one'), 'two/handler.ts': handler('two') };

test('gives the same files in any folder, and no path in them', async () => {
  const [here, there] = [compilerFor(files), compilerFor(files, 'far/away')];
  const [first, second] = [
    await here.compile('one/handler.ts', 'two/handler.ts'),
    await there.compile('one/handler.ts', 'two/handler.ts'),
  ];

  expect(second.codes).toEqual(first.codes);
  expect(JSON.stringify(first.codes)).not.toContain(here.root);
});

test('gives the same files again, whatever was compiled in between', async () => {
  const { compile } = compilerFor(files);
  const first = await compile('one/handler.ts');
  await compile('two/handler.ts');

  expect((await compile('one/handler.ts')).codes).toEqual(first.codes);
});

test('sees a file that has changed since it was compiled before', async () => {
  const { compile, root } = compilerFor(files);
  const first = await compile('one/handler.ts');
  writeFileSync(join(root, 'one/handler.ts'), handler('three'));

  expect((await compile('one/handler.ts')).codes).not.toEqual(first.codes);
});

test('puts what functions share into one file, and the function itself into index.mjs', async () => {
  const { codes } = await compilerFor(files).compile('one/handler.ts', 'two/handler.ts');
  const [one, two] = codes.map((code) => Object.keys(code.files));

  expect(one).toEqual(two);
  expect(one).toEqual(expect.arrayContaining(['index.mjs', expect.stringMatching(/^chunk-[0-9A-F]{8}\.mjs$/u)]));
});

test('tells which of our files went in, and maps only those', async () => {
  const { codes, inputs } = await compilerFor({
    ...word,
    'handler.ts':
      "import Ajv from 'ajv';\nimport { word } from './shared/word.ts';\nexport const handler = () => [word, Ajv];\n",
    'node_modules/ajv/package.json': '{"main":"ajv.js"}',
    'node_modules/ajv/ajv.js': 'module.exports = 1;\n',
  }).compile('handler.ts');

  expect(inputs).toEqual(['handler.ts', 'shared/word.ts']);
  expect(Object.keys(codes[0]?.maps ?? {})).toEqual(['index.mjs']);
  expect(codes[0]?.maps['index.mjs']).toMatchObject({
    sources: expect.arrayContaining(['handler.ts', 'node_modules/ajv/ajv.js']),
  });
});

test('leaves modules outside that exist only in the build, and says which', async () => {
  const { codes } = await compilerFor({
    'handler.ts': "import { value } from 'virtual:some/thing';\nexport const handler = () => value;\n",
    'other.ts': 'export const handler = () => 1;\n',
  }).compile('handler.ts', 'other.ts');

  expect(codes.map(({ virtual }) => virtual)).toEqual([['virtual:some/thing'], []]);
  expect(codes[0]?.files['index.mjs']).toContain(`"./${virtualFile('virtual:some/thing')}"`);
});

test('compiles a module that exists only in the build, with what it imports from the root', async () => {
  const root = temporaryFolder(word);
  const text = await compileModule('virtual:thing', "export { word } from './shared/word.ts';", root);

  expect(text).toContain('hello');
  expect(await issuesOf(compileModule('virtual:thing', 'export const = 1', root))).toEqual([
    expect.stringContaining('virtual:thing:1:14 '),
  ]);
});

test('follows a function that loads itself, or another one, while it runs', async () => {
  const { codes } = await compilerFor({
    'one.ts': "export const handler = async () => [await import('./one.ts'), await import('./two.ts')];\n",
    'two.ts': 'export const handler = async () => 2;\n',
  }).compile('one.ts', 'two.ts');
  const files: { readonly [name: string]: string } = codes[0]?.files ?? {};

  for (const [, name = ''] of (files['index.mjs'] ?? '').matchAll(/import\("\.\/([^"]+)"\)/gu))
    expect(Object.keys(files)).toContain(name);
  expect(Object.keys(files)).toHaveLength(3);
});

test('fails code that does not compile, with every place', async () => {
  const { compile } = compilerFor({
    'one.ts': "import './nowhere.ts';\nimport 'no-such-package';\nexport const handler = 1;\n",
    'two.ts': 'export const handler = ;\n',
  });

  expect(await issuesOf(compile('one.ts', 'two.ts'))).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^one\.ts:1:8 Could not resolve/u),
      expect.stringMatching(/^one\.ts:2:8 Could not resolve/u),
      expect.stringMatching(/^two\.ts:1:24 Unexpected/u),
    ]),
  );
});

test('fails an entry that is not there, and one without a handler', async () => {
  const { compile } = compilerFor({ 'mute.ts': 'export const handle = 1;\n' });

  expect(await issuesOf(compile('nowhere.ts', 'mute.ts'))).toEqual([
    expect.stringMatching(/^nowhere\.ts is not there/u),
  ]);
  expect(await issuesOf(compile('mute.ts'))).toEqual(["mute.ts must export a function 'handler'"]);
});

test('compiles on after a failure', async () => {
  const { compile } = compilerFor({ 'bad.ts': 'export const handler = ;\n', 'good.ts': 'export const handler = 1;\n' });
  await issuesOf(compile('bad.ts'));

  expect(Object.keys((await compile('good.ts')).codes[0]?.files ?? {})).toEqual(['index.mjs']);
});

test('takes no settings from a tsconfig.json that happens to lie there', async () => {
  const text = 'export class A { x; }\nexport const handler = () => new A();\n';
  const [plain, set] = [
    await compilerFor({ 'handler.ts': text }).compile('handler.ts'),
    await compilerFor({
      'handler.ts': text,
      'tsconfig.json': '{"compilerOptions":{"target":"es5","useDefineForClassFields":false}}',
    }).compile('handler.ts'),
  ];

  expect(set.codes).toEqual(plain.codes);
});
