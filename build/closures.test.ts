import { join } from 'node:path';
import { temporaryFolder } from '#test/kit/temporary-folder.ts';
import { closures } from './closures.ts';

const files = {
  'a/product.ts':
    "import { word } from '../shared/word.ts';\nexport const load = () => import('./template.ts');\nexport { word };\n",
  'a/template.ts':
    "import 'some-package';\nimport settings from './settings.json' with { type: 'json' };\nexport { settings };\n",
  'a/settings.json': '{}',
  'b/product.ts': "import type { Other } from '../shared/other.ts';\nexport const b: Other = 1;\n",
  'shared/word.ts': 'export const word = 1;\n',
  'shared/other.ts': 'export type Other = number;\n',
};
const entry = (root: string, id: string) => ({ id, files: [join(root, id, 'product.ts')] });

test('reaches what each imports, also later and as data, and nothing of the others', async () => {
  const root = temporaryFolder(files);
  const found = await closures([entry(root, 'a'), entry(root, 'b')], root);

  expect(found.get('a')).toEqual(['a/product.ts', 'a/settings.json', 'a/template.ts', 'shared/word.ts']);
  expect(found.get('b')).toEqual(['b/product.ts']);
});

test('says nothing of what cannot be followed, and everything of the rest', async () => {
  const root = temporaryFolder({ ...files, 'a/template.ts': 'export const = 1;\n' });
  const found = await closures([entry(root, 'a'), entry(root, 'b')], root);

  expect(found.has('a')).toBe(false);
  expect(found.get('b')).toEqual(['b/product.ts']);
});
