import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A proactive control of AWS Control Tower: a Guard rule file and what AWS says about it. */
export type Control = {
  /** As AWS documents it, e.g. `CT.S3.PR.4`. */
  readonly id: string;
  readonly title: string;
  readonly remedy: string;
  readonly types: readonly string[];
  readonly ruleFile: string;
};

let known: readonly Control[] | undefined;

/** Every control, read once per process. Guard rules themselves are read when they are needed. */
export function controls(): readonly Control[] {
  known ??= read();
  return known;
}

/** The controls that look at one of these resource types; no other can find anything in a template made of them. */
export function controlsFor(types: ReadonlySet<string>): Control[] {
  return controls().filter((control) => control.types.some((type) => types.has(type)));
}

function read(): Control[] {
  const root = join(packageRoot(), 'rules', 'control-tower');
  return readdirSync(join(root, 'cfn-guard'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.guard'))
    .sort()
    .map((file) => {
      const facts = JSON.parse(
        readFileSync(join(root, 'metadata', file.replace(/\.guard$/, '.metadata.json')), 'utf8'),
      );
      return {
        id: facts.Id,
        title: facts.DisplayName,
        remedy: facts.RemediationMessage,
        types: facts.EvaluatedResourceTypes,
        ruleFile: join(root, 'cfn-guard', file),
      };
    });
}

// Only the rule files of this package are used; its plugin starts a binary that is not there for every platform.
function packageRoot(): string {
  return dirname(createRequire(import.meta.url).resolve('@cdklabs/cdk-validator-cfnguard/package.json'));
}
