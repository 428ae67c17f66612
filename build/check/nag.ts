import { createRequire } from 'node:module';
import type { CfnResource, Stack } from 'aws-cdk-lib/core';
import type { AwsSolutionsChecks, IApplyRule } from 'cdk-nag';
import type { Finding } from '#lib/findings.ts';
import { logicalIdOf, pathBelow } from './construct-paths.ts';

/** The rule packs of cdk-nag, by the names that their rule ids begin with. */
export const packNames = [
  'AwsSolutions',
  'HIPAA.Security',
  'NIST.800.53.R4',
  'NIST.800.53.R5',
  'PCI.DSS.321',
  'Serverless',
] as const;
export type PackName = (typeof packNames)[number];

// Each pack is loaded from its own file, and only when it is asked for: all of them take a third of a second.
const packs = {
  AwsSolutions: { file: 'aws-solutions', name: 'AwsSolutionsChecks' },
  'HIPAA.Security': { file: 'hipaa-security', name: 'HIPAASecurityChecks' },
  'NIST.800.53.R4': { file: 'nist-800-53-r4', name: 'NIST80053R4Checks' },
  'NIST.800.53.R5': { file: 'nist-800-53-r5', name: 'NIST80053R5Checks' },
  'PCI.DSS.321': { file: 'pci-dss-321', name: 'PCIDSS321Checks' },
  Serverless: { file: 'serverless', name: 'ServerlessChecks' },
} as const satisfies { readonly [name in PackName]: { readonly file: string; readonly name: string } };

// To TypeScript, one pack stands for all: it needs a class that is not abstract to extend.
type Pack = typeof AwsSolutionsChecks;

const load = createRequire(import.meta.url);

/**
 * What the packs find in a synthesized stack, acknowledged or not. A rule that throws has judged nothing, which is a
 * finding too, with the rule's own message.
 */
export function findingsOfPacks(stack: Stack, names: readonly PackName[] = packNames): Finding[] {
  return names.flatMap((name) => findingsOfPack(stack, name));
}

function findingsOfPack(stack: Stack, name: PackName): Finding[] {
  const findings: Finding[] = [];
  const Heard = hearing(packNamed(name), (finding) => findings.push(finding));
  new Heard().validateScope(stack);
  return findings;
}

function packNamed(name: PackName): Pack {
  const { file, name: exported } = packs[name];
  return load(`cdk-nag/lib/packs/${file}.js`)[exported];
}

/**
 * The same pack with our ear at the one place where every rule is applied. The pack itself drops whatever is
 * acknowledged on the construct and groups the rest by rule; we want every finding, and match them ourselves.
 */
function hearing(Original: Pack, hear: (finding: Finding) => void): Pack {
  return class extends Original {
    protected override applyRule(params: IApplyRule): void {
      const { node, level, info } = params;
      const rule = `${this.readPackName}-${params.ruleSuffixOverride ?? params.rule.name}`;
      const severity = level === 'Error' ? 'error' : 'warning';
      for (const { detail, message } of resultsOf(params)) {
        const id = detail === undefined ? rule : `${rule}[${detail}]`;
        hear({ rule: id, severity, message: message ?? short(info), ...placeOf(node) });
      }
    }
  };
}

function resultsOf({ node, rule }: IApplyRule): { readonly detail?: string; readonly message?: string }[] {
  try {
    const result = rule(node);
    if (Array.isArray(result)) return result.map((detail) => ({ detail }));
    return result === 'Non-Compliant' ? [{}] : [];
  } catch (error) {
    return [
      { message: `could not be judged: ${withoutPeriod(error instanceof Error ? error.message : String(error))}` },
    ];
  }
}

function placeOf(node: CfnResource): Pick<Finding, 'path' | 'resource'> {
  return { path: pathBelow(node.stack, node), resource: logicalIdOf(node) };
}

/** Without the list of control ids of the standard, which RULES.md of cdk-nag has for each rule. */
function short(info: string): string {
  return withoutPeriod(info.replace(/ - \(Control IDs?: .*\)\.?$/s, ''));
}

function withoutPeriod(text: string): string {
  return text.trim().replace(/\.$/, '');
}
