import { spawnSync } from 'node:child_process';
import { appendFileSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateFactory, generateNative } from './generate.ts';

/**
 * How fast the build is, next to the CDK-native way in the same run on the same machine: figures are ratios, ours
 * divided by theirs. `npm run bench`, `npm run --silent bench -- --json`.
 */
const json = process.argv.includes('--json');
const small = 20;
const large = process.argv.includes('--small') ? 100 : 500;

const say = (text: string) => process.stderr.write(`${text}\n`);

type Run = { readonly seconds: number; readonly peakMiB: number };

/** Runs a program to its end, and tells the wall time and what it says of its memory. */
function timed(
  what: string,
  program: string,
  args: readonly string[],
  cwd: string,
  isDone: (status: number | null) => boolean = (status) => status === 0,
): Run {
  const started = performance.now();
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 });
  const seconds = Math.round((performance.now() - started) / 10) / 100;
  if (error !== undefined || !isDone(status))
    throw new Error(`${what} failed: ${error?.message ?? stderr.slice(-2000)}`);
  const peakMiB = Number(/"peakMiB":(\d+)/u.exec(stdout)?.[1] ?? Number.NaN);
  say(
    `${what.padEnd(56)} ${seconds.toFixed(2).padStart(7)} s${Number.isNaN(peakMiB) ? '' : `${String(peakMiB).padStart(6)} MiB`}`,
  );
  return { seconds, peakMiB };
}

const builder = join(import.meta.dirname, 'one-build.ts');

function ours(what: string, root: string, checks: 'one-pack' | 'all-checks'): Run {
  return timed(what, process.execPath, [builder, root, checks], root);
}

function cold(root: string): void {
  rmSync(join(root, '.factory'), { recursive: true, force: true });
  rmSync(join(root, 'dist'), { recursive: true, force: true });
}

function changeOneHandler(file: string): void {
  appendFileSync(file, '\nexport const changed = true;\n');
}

const folder = mkdtempSync(join(tmpdir(), 'factory-bench-'));
try {
  const [own, native, many] = ['own', 'native', 'many'].map((name) => join(folder, name)) as [string, string, string];
  generateFactory(own, small);
  generateNative(native, small);
  generateFactory(many, large);

  // The pack has findings in CDK's own helpers, so `cdk synth` ends with an error after its work; the templates tell.
  const made = () => globSync('cdk.out/*.product.template.json', { cwd: native }).length === small;
  const cdk = (what: string) =>
    timed(
      what,
      join(native, 'node_modules/.bin/cdk'),
      ['synth', '--quiet', '--no-notices', '--no-version-reporting'],
      native,
      made,
    );
  const theirCold = cdk(`CDK-native, ${small} products, cold`);
  changeOneHandler(join(native, 'products/0/function-0/handler.ts'));
  const theirChanged = cdk(`CDK-native, ${small} products, one handler changed`);
  const theirUnchanged = cdk(`CDK-native, ${small} products, nothing changed`);

  const ourCold = ours(`ours, ${small} products, cold, one rule pack`, own, 'one-pack');
  cold(own);
  const ourAll = ours(`ours, ${small} products, cold, all checks`, own, 'all-checks');
  changeOneHandler(join(own, 'products/generated/product-0/runtime/function-0/handler.ts'));
  const ourChanged = ours(`ours, ${small} products, one handler changed`, own, 'all-checks');
  const ourUnchanged = ours(`ours, ${small} products, nothing changed`, own, 'all-checks');
  const ourMany = ours(`ours, ${large} products, cold, all checks`, many, 'all-checks');
  const ourManyUnchanged = ours(`ours, ${large} products, nothing changed`, many, 'all-checks');

  const ratio = (a: Run, b: Run) => Math.round((a.seconds / b.seconds) * 1000) / 1000;
  const growth = Math.round((ourMany.seconds / ourAll.seconds / (large / small)) * 1000) / 1000;
  const figures = {
    coldRatio: ratio(ourCold, theirCold),
    allChecksRatio: ratio(ourAll, theirCold),
    changedRatio: ratio(ourChanged, theirChanged),
    unchangedRatio: ratio(ourUnchanged, theirUnchanged),
    growth,
    seconds: {
      native: { cold: theirCold.seconds, changed: theirChanged.seconds, unchanged: theirUnchanged.seconds },
      ours: {
        cold: ourCold.seconds,
        allChecks: ourAll.seconds,
        changed: ourChanged.seconds,
        unchanged: ourUnchanged.seconds,
      },
      [`ours${large}`]: { allChecks: ourMany.seconds, unchanged: ourManyUnchanged.seconds },
    },
    peakMiB: { cold: ourCold.peakMiB, allChecks: ourAll.peakMiB, [`allChecks${large}`]: ourMany.peakMiB },
  };
  if (json) console.log(JSON.stringify(figures));
  else {
    say('');
    const line = (what: string, value: number, budget: number) =>
      console.log(
        `${what.padEnd(56)} ${value.toFixed(3).padStart(7)}  ${value <= budget ? 'within' : 'OVER  '} ${budget.toFixed(3)}`,
      );
    line('cold, one rule pack: ours / CDK-native', figures.coldRatio, 1 / 7);
    line('cold, all checks: ours / CDK-native', figures.allChecksRatio, 1 / 4);
    line('one handler changed: seconds', ourChanged.seconds, 2);
    line('nothing changed: seconds', ourUnchanged.seconds, 0.7);
    line(`growth from ${small} to ${large} products, beyond linear`, growth, 1.3);
    line(`peak memory of ${large} products: GiB`, ourMany.peakMiB / 1024, 2);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
