import { isRecord } from '../template.ts';
import type { HouseRule } from './house-rule.ts';

/** The launcher sees the outputs in the console and nowhere else explained: each says what it is good for. */
export const outputDescription: HouseRule = {
  id: 'factory-output-description',
  severity: 'error',
  find: (template) =>
    Object.entries(template.Outputs ?? {})
      .filter(([, output]) => !isRecord(output) || String(output['Description'] ?? '').trim() === '')
      .map(([name]) => ({ at: `Outputs/${name}`, message: 'has no description' })),
};
