import { entriesAt, looksUp, referencesIn, resourcesOf, type Template, valuesAt } from '../template.ts';
import { functionsIn } from './functions.ts';
import { atResource, type HouseRule, type ProductFacts, type Spot } from './house-rule.ts';

/**
 * Only code that was built, checked and addressed by us runs in a launch: inline code is tested by nobody, and CDK's
 * helpers each smuggle in a function of another runtime.
 */
export const ownFunctions: HouseRule = {
  id: 'factory-own-functions',
  severity: 'error',
  find: (template, facts) => [...functions(template, facts), ...layers(template, facts)],
};

function functions(template: Template, facts: ProductFacts): Spot[] {
  const ownLayers = new Set(resourcesOf(template, 'AWS::Lambda::LayerVersion').map(({ id }) => id));
  return functionsIn(template).flatMap(({ id, properties }) => {
    const codes = valuesAt(properties, 'Code');
    const foreign = entriesAt(properties, 'Layers').filter(
      (layer) => ![...referencesIn(layer)].some((one) => ownLayers.has(one)),
    );
    return [
      ...codes.flatMap((code) => codeSpots(atResource(id), code, facts)),
      ...foreign.map(() => ({
        at: atResource(id),
        detail: 'layer',
        message: 'uses a layer that is not of this template, bundle its code',
      })),
    ];
  });
}

function layers(template: Template, facts: ProductFacts): Spot[] {
  return resourcesOf(template, 'AWS::Lambda::LayerVersion').flatMap(({ id, properties }) =>
    valuesAt(properties, 'Content').flatMap((content) => codeSpots(atResource(id), content, facts)),
  );
}

function codeSpots(at: string, code: unknown, { addressMapping }: ProductFacts): Spot[] {
  if (isSet(code, 'ZipFile')) return [{ at, detail: 'inline', message: 'has inline code, make it an asset' }];
  if (isSet(code, 'ImageUri')) return [{ at, detail: 'image', message: 'runs a container image, make it an asset' }];
  const isAddressed = ['S3Bucket', 'S3Key'].every((key) =>
    valuesAt(code, key).every((value) => looksUp(value, addressMapping)),
  );
  if (isAddressed) return [];
  return [
    { at, detail: 'address', message: `takes its code from elsewhere than the Mapping '${addressMapping}' says` },
  ];
}

function isSet(code: unknown, key: string): boolean {
  return valuesAt(code, key).some((value) => value !== undefined);
}
