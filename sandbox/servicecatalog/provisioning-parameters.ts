import type {
  DescribeProvisioningParametersCommandInput,
  DescribeProvisioningParametersOutput,
  ProvisioningArtifactOutput,
  ProvisioningArtifactParameter,
  UsageInstruction,
} from '@aws-sdk/client-service-catalog';
import type { Host } from '../core/host.ts';
import type { Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import type { Path } from './launch-paths.ts';
import { pathFor, pathSummary } from './launch-paths.ts';
import { launchableArtifact } from './launchable.ts';
import { onProduct } from './needs.ts';
import type { Artifact } from './records.ts';
import { artifactsOf } from './shelf.ts';
import { choicesOf } from './tag-choices.ts';
import type { Section, TemplateDocument } from './template-document.ts';
import { documentIn, isSection } from './template-document.ts';
import type { Terms } from './terms.ts';
import { termsOf } from './terms.ts';

const describe = operation<DescribeProvisioningParametersCommandInput, DescribeProvisioningParametersOutput>({
  needs: ({ ProductId }, call) => onProduct(call, 'DescribeProvisioningParameters', ProductId),
  run: async (input, call) => {
    const path = await pathFor(call, input);
    const artifact = launchableArtifact(call, path.product, input);
    const terms = await termsOf(call, path);
    const document = documentOf(call.host, artifact);
    return {
      ProvisioningArtifactParameters: parametersIn(call.host, artifact),
      ConstraintSummaries: pathSummary(path).ConstraintSummaries,
      UsageInstructions: instructions(document, terms),
      TagOptions: choicesOf(call, path).map(({ key, values }) => ({ Key: key, Values: [...values] })),
      ProvisioningArtifactPreferences: {},
      ProvisioningArtifactOutputs: versionsOf(call, path),
      ProvisioningArtifactOutputKeys: outputsIn(document),
    };
  },
});

function documentOf({ store }: Host, { template }: Artifact): TemplateDocument {
  return template === undefined ? {} : (documentIn(store.blobsOf('servicecatalog').get(template)) ?? {});
}

/** The parameters of a version, as its template declares them. */
export function parametersIn(host: Host, artifact: Artifact): ProvisioningArtifactParameter[] {
  const { Parameters } = documentOf(host, artifact);
  if (!isSection(Parameters)) return [];
  return Object.entries(Parameters).map(([name, declared]) => {
    const { Default, Type, NoEcho, Description, ...constraints } = isSection(declared) ? declared : ({} as Section);
    const isSecret = NoEcho === true || NoEcho === 'true';
    return {
      ParameterKey: name,
      ...(Default !== undefined && !isSecret && { DefaultValue: String(Default) }),
      ParameterType: typeof Type === 'string' ? Type : 'String',
      IsNoEcho: isSecret,
      ...(typeof Description === 'string' && { Description }),
      ParameterConstraints: constraintsIn(constraints),
    };
  });
}

const constraintNames = [
  'AllowedPattern',
  'ConstraintDescription',
  'MaxLength',
  'MinLength',
  'MaxValue',
  'MinValue',
] as const;

function constraintsIn(declared: Section) {
  const { AllowedValues } = declared;
  const texts = constraintNames.flatMap((name) =>
    declared[name] === undefined ? [] : [[name, String(declared[name])] as const],
  );
  return {
    // There even when it is empty [R].
    AllowedValues: Array.isArray(AllowedValues) ? AllowedValues.map(String) : [],
    ...Object.fromEntries(texts),
  };
}

/** What a client needs to know to build a launch form: the kinds and spellings are recorded [R]. */
function instructions(document: TemplateDocument, { rules, launchRoleArn, tagUpdates }: Terms): UsageInstruction[] {
  const own = isSection(document.Rules) ? document.Rules : {};
  const { AWSTemplateFormatVersion: version, Metadata } = document;
  return [
    { Type: 'rules', Value: JSON.stringify({ ...own, ...rules }) },
    ...(version === undefined ? [] : [{ Type: 'version', Value: String(version) }]),
    ...(Metadata === undefined ? [] : [{ Type: 'metadata', Value: JSON.stringify(Metadata) }]),
    ...(launchRoleArn === undefined ? [] : [{ Type: 'launchAsRole', Value: launchRoleArn }]),
    { Type: 'tagUpdateOnProvisionedProduct', Value: tagUpdates },
  ];
}

/** Despite their name these are the product's versions [R]. */
function versionsOf(call: Call, { product }: Path): ProvisioningArtifactOutput[] {
  return artifactsOf(call, product)
    .filter(({ active }) => active)
    .map(({ id, description }) => ({ Key: id, Description: description ?? '' }));
}

function outputsIn({ Outputs }: TemplateDocument): ProvisioningArtifactOutput[] {
  if (!isSection(Outputs)) return [];
  return Object.entries(Outputs).map(([name, output]) => {
    const description = isSection(output) ? output['Description'] : undefined;
    return { Key: name, ...(typeof description === 'string' && { Description: description }) };
  });
}

export const provisioningParameterOperations = { DescribeProvisioningParameters: describe };
