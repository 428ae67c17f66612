import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { FactoryError } from '#lib/errors.ts';
import type { Finding, Severity } from '#lib/findings.ts';
import { type Control, controlsFor } from './control-tower.ts';
import { resourcesOf, type Template } from './template.ts';

/**
 * What CloudFormation Validate says about a template: resource schemas, the rules of cfn-lint, and the Control Tower
 * controls for the types in it.
 *
 * `paths` says where in the construct tree a logical id comes from.
 */
export function findingsOfEngine(template: Template, paths: ReadonlyMap<string, string>): Finding[] {
  const report = validate(template);
  return distinct([...incomplete(report), ...report.diagnostics.map((one) => toFinding(one, paths))]);
}

/**
 * Tells the engine which resource types the next templates have. An engine is made for all types named so far, and
 * making one takes 0.7 s: who knows all templates beforehand says so and pays once.
 */
export function expectTypes(types: Iterable<string>): void {
  for (const type of types) expected.add(type);
}

// The engine that aws-cdk-lib bundles, of which we use this much. It has no type declarations that TypeScript could
// find from here.
type Engine = {
  validateTemplate(template: object, config: object): Report;
  free(): void;
};
type EngineModule = {
  readonly CompositeEngine: new (config: { guardRules: readonly { name: string; content: string }[] }) => Engine;
  readonly TemplateContent: new (content: string) => object;
};
type Report = {
  readonly status: 'OK' | 'ANALYSIS_INCOMPLETE' | 'ERROR';
  readonly diagnostics: readonly Diagnostic[];
  readonly metadata: { readonly budgetExhaustions?: readonly { readonly description?: string }[] };
};
type Diagnostic = {
  readonly ruleId: string;
  readonly severity: 'FATAL' | 'ERROR' | 'WARN' | 'INFO' | 'DEBUG';
  readonly message: string;
  readonly source: string;
  readonly category?: string;
  readonly propertyPath?: string;
  readonly suggestedFix?: string;
  readonly entity?: { readonly logicalId: string; readonly entityType: string };
};

// What is only informational (the template's style, properties that replace when they change) is not a finding. W3005
// finds a DependsOn that a reference implies anyway: CDK writes them for whole constructs, and they change nothing.
const reporting = { detailLevel: 'STANDARD', severityLevel: 'WARN', exclude: { ids: ['W3005'] } } as const;

/** The engine and the controls it has, by the category that it files their findings under. */
type Loaded = { readonly engine: Engine; readonly controls: ReadonlyMap<string, Control> };

// One engine per process (or worker): starting it costs as much as validating 20 templates.
let loaded: Loaded | undefined;
const expected = new Set<string>();

function validate(template: Template): Report {
  const { CompositeEngine, TemplateContent } = engineModule();
  expectTypes(resourcesOf(template).map(({ resource }) => resource.Type));
  const needed = controlsFor(expected);
  if (loaded === undefined || needed.some((control) => !loaded?.controls.has(categoryOf(control)))) {
    loaded?.engine.free();
    loaded = { engine: new CompositeEngine({ guardRules: needed.map(toGuardRule) }), controls: byCategory(needed) };
  }
  try {
    return loaded.engine.validateTemplate(new TemplateContent(JSON.stringify(template)), reporting);
  } catch (error) {
    throw new FactoryError('ENGINE_FAILED', `CloudFormation Validate failed: ${String(error)}`, { cause: error });
  }
}

function engineModule(): EngineModule {
  const ours = createRequire(import.meta.url);
  return createRequire(ours.resolve('aws-cdk-lib/package.json'))('@aws/cloudformation-validate');
}

function toGuardRule({ id, ruleFile }: Control): { name: string; content: string } {
  return { name: id, content: readFileSync(ruleFile, 'utf8') };
}

function byCategory(controls: readonly Control[]): ReadonlyMap<string, Control> {
  return new Map(controls.map((control) => [categoryOf(control), control]));
}

// What the engine makes of the name that a Guard file was given.
function categoryOf({ id }: Control): string {
  return `guard:${id.replace(/[^A-Za-z0-9]/g, '_')}`;
}

/** A report that is not whole finds less than there is, so it is never "nothing found". */
function incomplete({ status, metadata }: Report): Finding[] {
  if (status === 'OK') return [];
  const reasons = (metadata.budgetExhaustions ?? []).map(({ description }) => description);
  const why = reasons.length === 0 ? '' : `: ${reasons.join('; ')}`;
  const message = `could not be analysed as a whole (${status})${why}`;
  return [{ rule: 'factory-analysis-incomplete', severity: 'error', message, path: '' }];
}

function toFinding(diagnostic: Diagnostic, paths: ReadonlyMap<string, string>): Finding {
  const control = controlOf(diagnostic);
  const place = placeOf(diagnostic, paths);
  if (control !== undefined)
    return {
      rule: control.id,
      severity: 'error',
      message: `${control.title}: ${control.remedy}`.replace(/\.+$/, ''),
      ...place,
    };
  return { rule: diagnostic.ruleId, severity: severityOf(diagnostic), message: messageOf(diagnostic), ...place };
}

function controlOf({ source, category = '' }: Diagnostic): Control | undefined {
  return source === 'GUARD' ? loaded?.controls.get(category) : undefined;
}

function severityOf({ severity }: Diagnostic): Severity {
  return severity === 'FATAL' || severity === 'ERROR' ? 'error' : 'warning';
}

function messageOf({ propertyPath = '', message, suggestedFix }: Diagnostic): string {
  const where = propertyPath.replace(/^Properties\./, '');
  const fix = suggestedFix === undefined ? '' : ` (${suggestedFix})`;
  return `${where === '' ? '' : `${where}: `}${message.replace(/\.$/, '')}${fix}`;
}

function placeOf(
  { entity, propertyPath = '' }: Diagnostic,
  paths: ReadonlyMap<string, string>,
): Pick<Finding, 'path' | 'resource'> {
  if (entity?.entityType === 'Resource') {
    return { path: paths.get(entity.logicalId) ?? `Resources/${entity.logicalId}`, resource: entity.logicalId };
  }
  // Sections of the template are named in the path: `Outputs/BucketName/Value`.
  return { path: entity === undefined ? '' : propertyPath.split('/').slice(0, 2).join('/') };
}

/** A Guard rule reports every clause that failed; the control failed once. */
function distinct(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
