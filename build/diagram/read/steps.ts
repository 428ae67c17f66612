import { type Named, referencesIn, type Template, textOf } from '../../check/template.ts';
import type { Step } from '../model/graph.ts';
import { conditionWords } from './condition-words.ts';
import { inSentence, labelOf, listed, readable } from './names.ts';
import { customResourcesIn, type World } from './world.ts';

/** What custom resources do around a launch, in the order of a launch. */
export function stepsIn({ template }: World): Step[] {
  const checksFirst = customResourcesIn(template).toSorted(
    (a, b) => Number(isLaunchCheck(b)) - Number(isLaunchCheck(a)),
  );
  const steps = checksFirst.map((one) => stepOf(template, one));
  return (['before', 'after', 'end'] as const).flatMap((phase) => steps.filter((step) => step.phase === phase));
}

function isLaunchCheck({ resource }: Named): boolean {
  return resource.Type === 'Custom::ParameterCheck';
}

function stepOf(template: Template, one: Named): Step {
  const { resource, properties } = one;
  const condition = resource.Condition === undefined ? undefined : conditionWords(template, resource.Condition);
  const always = condition === undefined ? {} : { condition };
  switch (resource.Type) {
    case 'Custom::ParameterCheck':
      return {
        phase: 'before',
        text: 'Checks every parameter; nothing is made of a launch that cannot work',
        ...always,
      };
    case 'Custom::ExistingKeyCheck':
      return { phase: 'before', text: 'Checks that the KMS key you bring allows what the product needs', ...always };
    case 'Custom::DataDisposal':
      return { phase: 'end', text: 'Deletes the data of this launch', condition: disposalWords(template, properties) };
    case 'Custom::PostDeployCode':
      return { phase: 'after', text: `${descriptionOf(template, one)} (${runWords(properties)})`, ...always };
    default:
      return { phase: 'after', text: descriptionOf(template, one), ...always };
  }
}

function disposalWords(template: Template, properties: Named['properties']): string {
  const [parameter = 'DataRetention'] = referencesIn(properties['DataRetention']);
  return `if ${inSentence(labelOf(template, parameter))} is destroy`;
}

/** What the function behind a custom resource says of itself, else the type of the custom resource. */
function descriptionOf(template: Template, { id, resource, properties }: Named): string {
  const [handler = ''] = referencesIn(properties['ServiceToken']);
  const text = textOf(template.Resources?.[handler]?.Properties?.['Description']);
  if (text !== '') return text;
  return readable(resource.Type.startsWith('Custom::') ? resource.Type.slice('Custom::'.length) : id);
}

function runWords(properties: Named['properties']): string {
  const when = onWords[textOf(properties['RunOn'])] ?? ['at launch'];
  return listed(properties['OnDelete'] === 'run' ? [...when, 'at termination'] : when);
}

const onWords: { readonly [runOn: string]: readonly string[] } = {
  create: ['at launch'],
  'every-update': ['at launch', 'at every update'],
  'when-changed': ['at launch', 'when it changes'],
};
