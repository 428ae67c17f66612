import type { Issue } from '#lib/errors.ts';
import { type ParameterDefinition, readDefinition } from './definition.ts';
import { isRecord } from './template-json.ts';

const MAX_PARAMETERS = 200;

/** Reads the `Parameters` section; everything that is wrong with it goes to `issues`. */
export function readParameters(section: unknown, issues: Issue[]): readonly ParameterDefinition[] {
  if (section === undefined) {
    return [];
  }
  if (!isRecord(section)) {
    issues.push({ path: '/Parameters', message: 'Template format error: Parameters must be a JSON object.' });
    return [];
  }
  const entries = Object.entries(section);
  if (entries.length > MAX_PARAMETERS) {
    const excess = `Number of parameters, ${entries.length}, is greater than maximum allowed, ${MAX_PARAMETERS}`;
    issues.push({ path: '/Parameters', message: `Template format error: ${excess}` });
  }
  return entries
    .map(([name, value]) => readDefinition(name, value, issues))
    .filter((definition) => definition !== undefined);
}
