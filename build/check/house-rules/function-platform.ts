import { valuesAt } from '../template.ts';
import { functionsIn } from './functions.ts';
import { atResource, type HouseRule, type Spot } from './house-rule.ts';

const runtime = 'nodejs24.x';
const architecture = 'arm64';

/** One runtime and one architecture: what is tested is what runs, and one date tells when all have to move on. */
export const functionPlatform: HouseRule = {
  id: 'factory-function-platform',
  severity: 'error',
  find: (template) =>
    functionsIn(template).flatMap(({ id, properties }) => [
      ...otherRuntime(id, properties),
      ...otherArchitecture(id, properties),
    ]),
};

function otherRuntime(id: string, properties: unknown): Spot[] {
  const isOther = valuesAt(properties, 'Runtime').some((value) => value !== runtime);
  return isOther ? [{ at: atResource(id), detail: 'runtime', message: `runs on another runtime than ${runtime}` }] : [];
}

function otherArchitecture(id: string, properties: unknown): Spot[] {
  const isOther = valuesAt(properties, 'Architectures').some(
    (value) => !Array.isArray(value) || value.some((one) => one !== architecture),
  );
  return isOther
    ? [{ at: atResource(id), detail: 'architecture', message: `runs on another architecture than ${architecture}` }]
    : [];
}
