import { products } from '#products/index.ts';
import { importsOf, reached, sources } from '../kit/imports.ts';

/**
 * Who may import whom. Each line: files that the pattern names, and where their imports may lead. The first line that
 * fits a file holds; `own` stands for the file's own folder.
 */
const directions: readonly { readonly files: RegExp; readonly may: readonly RegExp[] }[] = [
  { files: /(\.test|\.fixture)\.ts$/, may: [/./] },
  { files: /^test\//, may: [/./] },
  { files: /^lib\/constructs\//, may: [/^lib\//] },
  { files: /^lib\/handler\//, may: [/^lib\/(?!constructs\/)/] },
  { files: /^lib\//, may: [/^lib\/(?!constructs\/|handler\/)/] },
  { files: /^custom-resources\/[^/]+\/(index|compile)\.ts$/, may: [/^lib\//, /^custom-resources\//] },
  { files: /^custom-resources\//, may: [/^lib\/(?!constructs\/)/, /^custom-resources\//] },
  { files: /^products\/[^/]+\/[^/]+\/runtime\//, may: [/^lib\/(?!constructs\/)/, /^custom-resources\//, /^own\//] },
  { files: /^products\/[^/]+\/shared\//, may: [/^lib\/(?!constructs\/)/, /^own\//] },
  { files: /^products\/index\.ts$/, may: [/^products\//] },
  { files: /^products\//, may: [/^lib\//, /^custom-resources\//, /^own\//] },
  { files: /^portfolio\//, may: [/^lib\//, /^portfolio\//, /^build\//, /^products\/index\.ts$/] },
  { files: /^build\//, may: [/^lib\//, /^custom-resources\//, /^build\//, /^products\/index\.ts$/, /^portfolio\//] },
  // A rehearsal's runner is handed rehearsals and writes reports: it knows what they are, and no product.
  {
    files: /^sandbox\/rehearsal\//,
    may: [/^sandbox\//, /^lib\/(errors|parameters|rehearsal|schemas\/rehearsal-report)\.ts$/],
  },
  { files: /^sandbox\//, may: [/^sandbox\//, /^lib\/errors\.ts$/] },
  { files: /^console\//, may: [/^console\//, /^lib\/(?!constructs\/|handler\/)/] },
  {
    files: /^scripts\//,
    may: [/^scripts\//, /^build\//, /^portfolio\//, /^sandbox\//, /^lib\/(?!constructs\/)/, /^products\/index\.ts$/],
  },
];

/** Files that stand where CDK may be loaded. Everything else must not reach it, however far away. */
const withCdk =
  /^(lib\/constructs\/|custom-resources\/[^/]+\/index\.ts$|products\/[^/]+\/[^/]+\/(?!runtime\/|product\.ts$|parameters\.ts$|options\.ts$)|build\/|portfolio\/|scripts\/|test\/)/;

function strays(files: readonly string[]): string[] {
  return files.flatMap((path) => {
    const rule = directions.find(({ files: pattern }) => pattern.test(path));
    if (rule === undefined) return [`${path} is in no line of the table`];
    return importsOf(path).flatMap(({ file, specifier }) => {
      if (file === undefined || rule.may.some((pattern) => pattern.test(file) || pattern.test(owned(path, file))))
        return [];
      return [`${path} must not import ${specifier}`];
    });
  });
}

/** A path inside the own product (or the own family's `shared/`), spelled `own/…`. */
function owned(path: string, file: string): string {
  const [, family = '', product = ''] = /^products\/([^/]+)\/([^/]+)\//u.exec(path) ?? [];
  const isOwn = file.startsWith(`products/${family}/${product}/`) || file.startsWith(`products/${family}/shared/`);
  return isOwn ? `own/${file}` : file;
}

function loadsCdk(path: string): string[] {
  return [...reached(path)].filter(
    (file) =>
      file.endsWith('.ts') &&
      importsOf(file).some(
        ({ specifier, typeOnly }) => !typeOnly && /^(aws-cdk-lib|constructs|cdk-nag)(\/|$)/u.test(specifier),
      ),
  );
}

test('imports follow the table of directions', () => {
  expect(strays(sources())).toEqual([]);
});

test('finds an import against the table', () => {
  // The canary: a product's handler that reached for a construct would be found.
  const path = 'products/amc/tenant-bucket/runtime/existing-bucket/handler.ts';
  const rule = directions.find(({ files }) => files.test(path));

  expect(rule?.may.some((pattern) => pattern.test('lib/constructs/bucket.ts'))).toBe(false);
  expect(owned(path, 'products/amc/other/product.ts')).not.toMatch(/^own/);
});

test('nothing outside templates and tools reaches CDK, however far away', () => {
  const files = sources().filter((path) => !withCdk.test(path) && !/\.(test|fixture)\.ts$/u.test(path));
  const leaks = files.flatMap((path) => loadsCdk(path).map((file) => `${path} reaches ${file}`));

  // A definition names its template in a dynamic import, which is the one door.
  expect(leaks.filter((leak) => !/^products\/.*(product|index)\.ts reaches .*/u.test(leak))).toEqual([]);
});

test('a template that is reached by import is seen to load CDK', () => {
  expect(loadsCdk('products/amc/tenant-bucket/template.ts')).not.toEqual([]);
});

test('loading every product loads no CDK', () => {
  // Jest has loaded the products above; a static import of a template would have brought CDK along.
  expect(products.length).toBeGreaterThan(0);
  expect(Object.keys(require.cache).filter((path) => path.includes('/aws-cdk-lib/'))).toEqual([]);
});
