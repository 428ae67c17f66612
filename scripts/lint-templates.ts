import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';

/** Has cfn-lint judge every template in `dist/`, where it is installed: a second opinion that the project does not need. */
const root = join(import.meta.dirname, '..');
const templates = globSync('dist/global-s3-assets/**/template.json', { cwd: root }).sort();

if (templates.length === 0) {
  console.error("lint:templates: there is no template in dist/; run 'npm run build' first");
  process.exitCode = 2;
} else {
  const { error, status } = spawnSync('cfn-lint', ['--', ...templates], { cwd: root, stdio: 'inherit' });
  if (error !== undefined) console.log('lint:templates: SKIPPED, cfn-lint is not on the path');
  else console.log(`lint:templates: ${templates.length} templates, ${status === 0 ? 'clean' : 'with findings above'}`);
  process.exitCode = status ?? 0;
}
