import { isRecord, type Template } from '../template.ts';
import type { HouseRule, Spot } from './house-rule.ts';

/**
 * CloudFormation refuses a template that is over a quota, and a quota that is reached leaves no room for the next
 * release: from nine tenths on, we want to know.
 *
 * The 51,200 bytes of a template sent in the request do not count: ours always travel by URL.
 */
export const limits: HouseRule = {
  id: 'factory-limits',
  severity: 'warning',
  find: (template) => [...sections(template), ...size(template), ...lengths(template), ...dynamicReferences(template)],
};

const headroom = 0.9;

// Rules have no quota of their own; CloudFormation's neighbours of theirs stop at 200.
const most = { Parameters: 200, Rules: 200, Mappings: 200, Conditions: 200, Resources: 500, Outputs: 200 } as const;
const mostAttributes = 200;
const mostBytes = 1_000_000;
const mostDynamicReferences = 60;
const longestDescription = { Parameters: 4000, Outputs: 1024 } as const;

function sections(template: Template): Spot[] {
  const counts = Object.entries(most).map(([section, limit]) => {
    const entries = template[section as keyof typeof most] ?? {};
    return measured({ at: section, what: section.toLowerCase(), size: Object.keys(entries).length, limit });
  });
  const attributes = Object.entries(template.Mappings ?? {}).map(([name, mapping]) =>
    measured({ at: `Mappings/${name}`, what: 'keys', size: Object.keys(mapping ?? {}).length, limit: mostAttributes }),
  );
  return [...counts, ...attributes].flat();
}

function size(template: Template): Spot[] {
  const bytes = Buffer.byteLength(JSON.stringify(template));
  return measured({ at: '', what: 'bytes', size: bytes, limit: mostBytes });
}

function lengths(template: Template): Spot[] {
  return (['Parameters', 'Outputs'] as const).flatMap((section) =>
    Object.entries(template[section] ?? {}).flatMap(([name, entry]) => {
      const text = isRecord(entry) ? entry['Description'] : undefined;
      const length = typeof text === 'string' ? text.length : 0;
      const limit = longestDescription[section];
      if (length <= limit) return [];
      return [
        {
          at: `${section}/${name}`,
          severity: 'error',
          message: `has a description of ${length} characters, ${limit} at most are accepted`,
        },
      ];
    }),
  );
}

function dynamicReferences(template: Template): Spot[] {
  const found = JSON.stringify(template).split('{{resolve:').length - 1;
  return measured({ at: '', what: 'dynamic references', size: found, limit: mostDynamicReferences });
}

function measured({ at, what, size, limit }: { at: string; what: string; size: number; limit: number }): Spot[] {
  if (size > limit) return [{ at, severity: 'error', message: `has ${size} ${what}, ${limit} at most are accepted` }];
  if (size > limit * headroom) return [{ at, message: `has ${size} ${what}, close to the ${limit} that are accepted` }];
  return [];
}
