import { join } from 'node:path';
import { build } from '#build/build.ts';
import type { PackName } from '#build/check/nag.ts';
import { packNames } from '#build/check/nag.ts';
import { loadOfferings } from '#build/load.ts';

/**
 * One build in a process of its own, as the command line does it, but with the checks that are asked for:
 * `node one-build.ts <root> one-pack|all-checks`. Prints the peak memory in MiB.
 */
const [root = '', checks = 'all-checks'] = process.argv.slice(2);
const packs: readonly PackName[] = checks === 'one-pack' ? ['AwsSolutions'] : packNames;
const result = await build({
  root,
  offerings: await loadOfferings(root),
  address: { solution: 'benchmark' },
  dist: join(root, 'dist'),
  packs,
  engine: checks !== 'one-pack',
});
if (result.catalog === undefined) {
  const [report] = result.reports;
  throw new Error(`the benchmark's products have findings: ${JSON.stringify(report?.report.findings.slice(0, 3))}`);
}
console.log(JSON.stringify({ peakMiB: Math.round(process.resourceUsage().maxRSS / 1024) }));
