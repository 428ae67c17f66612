import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const made: string[] = [];

/** A folder with these files, by path. Removed when the tests of the file are done. */
export function temporaryFolder(files: { readonly [path: string]: string } = {}, below = ''): string {
  const folder = mkdtempSync(join(tmpdir(), 'factory-test-'));
  made.push(folder);
  const root = join(folder, below);
  mkdirSync(root, { recursive: true });
  writeFiles(root, files);
  return root;
}

/** Writes files below a folder, by path. */
export function writeFiles(folder: string, files: { readonly [path: string]: string }): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});
