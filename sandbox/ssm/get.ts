import type {
  GetParameterCommandInput,
  GetParameterCommandOutput,
  GetParameterHistoryCommandInput,
  GetParameterHistoryCommandOutput,
  GetParametersByPathCommandInput,
  GetParametersByPathCommandOutput,
  GetParametersCommandInput,
  GetParametersCommandOutput,
  Parameter as ParameterAnswer,
} from '@aws-sdk/client-ssm';
import { isAwsError } from '../core/aws-error.ts';
import type { AnyOperation, Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { notModelled, parameterNotFound, validation } from './errors.ts';
import { isBelow, matchesFilters } from './filters.ts';
import { pageOf } from './page.ts';
import type { Parameter, Reference, Version } from './parameter.ts';
import { arnOf, findParameter, needOn, parametersOf, referenceOf, selectVersion, theParameter } from './parameter.ts';
import { unseal } from './secret.ts';

type Answer<Output> = Omit<Output, '$metadata'>;
type Decryption = { readonly WithDecryption?: boolean | undefined };

async function readValue(call: Call, parameter: Parameter, version: Version, { WithDecryption }: Decryption) {
  if (parameter.type !== 'SecureString' || WithDecryption !== true) return version.value;
  return unseal(call, version.value, arnOf(parameter, parameter.name));
}

type Chosen = { readonly parameter: Parameter; readonly version: Version; readonly selector?: string | undefined };

async function answer(
  call: Call,
  { parameter, version, selector }: Chosen,
  decryption: Decryption,
): Promise<ParameterAnswer> {
  return {
    Name: parameter.name,
    Type: parameter.type,
    Value: await readValue(call, parameter, version, decryption),
    Version: version.version,
    ...(selector === undefined ? {} : { Selector: selector }),
    LastModifiedDate: new Date(version.at),
    ARN: arnOf(parameter, parameter.name),
    DataType: 'text',
  };
}

function choose(call: Call, reference: Reference): Chosen {
  // Parameters that AWS itself publishes, and windows to other services.
  if (/^\/aws\/(service|reference)\//u.test(reference.name)) throw notModelled(`the parameter ${reference.name}`);
  const parameter = findParameter(call, reference);
  if (parameter === undefined) throw parameterNotFound();
  const { selector } = reference;
  return { parameter, version: selectVersion(parameter, selector), selector };
}

const getParameter = operation<GetParameterCommandInput, Answer<GetParameterCommandOutput>>({
  needs: ({ Name }, call) => [needOn(call, 'GetParameter', Name)],
  run: async (input, call) => {
    const chosen = choose(call, referenceOf(call, input.Name ?? ''));
    return { Parameter: await answer(call, chosen, input) };
  },
});

const getParameters = operation<GetParametersCommandInput, Answer<GetParametersCommandOutput>>({
  needs: ({ Names = [] }, call) => Names.map((name) => needOn(call, 'GetParameters', name)),
  run: async (input, call) => {
    const names = checkNames(input.Names);
    const Parameters: ParameterAnswer[] = [];
    const InvalidParameters: string[] = [];
    for (const name of names) {
      const chosen = chooseOrNone(call, name);
      if (chosen === undefined) InvalidParameters.push(name);
      else Parameters.push(await answer(call, chosen, input));
    }
    return { Parameters, InvalidParameters };
  },
});

function checkNames(names: readonly string[] = []): readonly string[] {
  if (names.length < 1 || names.length > 10) {
    const bound = names.length < 1 ? 'greater than or equal to 1' : 'less than or equal to 10';
    throw validation(
      `1 validation error detected: Value '[${names.join(', ')}]' at 'names' failed to satisfy constraint: Member must have length ${bound}`,
    );
  }
  return [...new Set(names)];
}

function chooseOrNone(call: Call, name: string): Chosen | undefined {
  try {
    return choose(call, referenceOf(call, name));
  } catch (error) {
    if (isAwsError(error, 'ParameterNotFound', 'ParameterVersionNotFound')) return undefined;
    throw error;
  }
}

const getParametersByPath = operation<GetParametersByPathCommandInput, Answer<GetParametersByPathCommandOutput>>({
  needs: ({ Path = '/', Recursive = false }, call) => {
    const resource = arnOf(call, Path.replace(/\/+$/u, '') || '/');
    return [{ action: 'ssm:GetParametersByPath', resource, context: { 'ssm:Recursive': String(Recursive) } }];
  },
  run: async (input, call) => {
    const { Path = '', Recursive = false, ParameterFilters } = input;
    if (!Path.startsWith('/')) {
      throw validation(
        'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.',
      );
    }
    const found = sorted(call).filter(
      (parameter) =>
        isBelow(parameter.name, Path, Recursive) && matchesFilters(parameter, ParameterFilters, byPathKeys),
    );
    const page = pageOf(found, input, 10);
    const label = ParameterFilters?.find(({ Key }) => Key === 'Label')?.Values?.[0];
    const Parameters = [];
    for (const parameter of page.items) {
      const version = selectVersion(parameter, label === undefined ? undefined : `:${label}`);
      Parameters.push(await answer(call, { parameter, version }, input));
    }
    return { Parameters, NextToken: page.NextToken };
  },
});

const byPathKeys = ['Type', 'KeyId', 'Label'];

/** All parameters of an account and region by name, so that pages do not overlap when one is added. */
export function sorted(call: Call): Parameter[] {
  const byName = (one: Parameter, other: Parameter) => (one.name < other.name ? -1 : 1);
  return parametersOf(call.host, call).values().toSorted(byName);
}

const getParameterHistory = operation<GetParameterHistoryCommandInput, Answer<GetParameterHistoryCommandOutput>>({
  needs: ({ Name }, call) => [needOn(call, 'GetParameterHistory', Name)],
  run: async (input, call) => {
    const parameter = theParameter(call, input.Name);
    const page = pageOf(parameter.versions, input, 50);
    const Parameters = [];
    for (const version of page.items) {
      const Value = await readValue(call, parameter, version, input);
      Parameters.push({
        Name: parameter.name,
        Type: parameter.type,
        KeyId: version.keyId,
        LastModifiedDate: new Date(version.at),
        LastModifiedUser: version.by,
        Description: version.description,
        Value,
        AllowedPattern: version.allowedPattern,
        Version: version.version,
        Labels: [...version.labels],
        Tier: version.tier,
        Policies: [],
        DataType: 'text',
      });
    }
    return { Parameters, NextToken: page.NextToken };
  },
});

/** Operations that read values. */
export const getOperations: Readonly<Record<string, AnyOperation>> = {
  GetParameter: getParameter,
  GetParameters: getParameters,
  GetParametersByPath: getParametersByPath,
  GetParameterHistory: getParameterHistory,
};
