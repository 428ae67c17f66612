import { stackNameOf } from './quick-create.ts';

/** The texts of a launch in the order of the definition, as `encodeLaunch` gives them. */
export type Texts = readonly (readonly [name: string, text: string])[];

/** What CloudFormation accepts as the name of a stack. */
export const stackNamePattern = /^[A-Za-z][A-Za-z0-9-]{0,127}$/u;

/** The name that a stack gets when nobody gives it one: the offering, and what tells its launches apart. */
export function defaultStackName(offering: string, identity: readonly string[], texts: Texts): string {
  const byName = new Map(texts);
  return stackNameOf(
    offering,
    identity.map((name) => byName.get(name) ?? ''),
  );
}

/** CloudFormation's parameters file. */
export function parameterPairs(texts: Texts): { ParameterKey: string; ParameterValue: string }[] {
  return texts.map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));
}

/** Service Catalog's provisioning parameters. */
export function provisioningPairs(texts: Texts): { Key: string; Value: string }[] {
  return texts.map(([Key, Value]) => ({ Key, Value }));
}

export type StackRequest = {
  readonly stackName: string;
  readonly templateUrl: string;
  readonly texts: Texts;
  readonly capabilities: readonly string[];
};

/** The document that `aws cloudformation create-stack --cli-input-json` takes. */
export function cliInput({ stackName, templateUrl, texts, capabilities }: StackRequest): object {
  return {
    StackName: stackName,
    TemplateURL: templateUrl,
    Parameters: parameterPairs(texts),
    Capabilities: capabilities,
  };
}
