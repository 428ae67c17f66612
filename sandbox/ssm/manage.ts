import type {
  DeleteParameterCommandInput,
  DeleteParametersCommandInput,
  DeleteParametersCommandOutput,
  DescribeParametersCommandInput,
  DescribeParametersCommandOutput,
  LabelParameterVersionCommandInput,
  LabelParameterVersionCommandOutput,
  UnlabelParameterVersionCommandInput,
  UnlabelParameterVersionCommandOutput,
} from '@aws-sdk/client-ssm';
import { AwsError } from '../core/aws-error.ts';
import type { AnyOperation, Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { notModelled, parameterNotFound, validation, versionNotFound } from './errors.ts';
import { announce } from './event.ts';
import { matchesFilters } from './filters.ts';
import { sorted } from './get.ts';
import { pageOf } from './page.ts';
import type { Parameter } from './parameter.ts';
import { arnOf, currentOf, findParameter, needOn, parametersOf, referenceOf, theParameter } from './parameter.ts';

type Answer<Output> = Omit<Output, '$metadata'>;

const describeKeys = ['Name', 'Type', 'KeyId', 'Path', 'Tier', 'DataType', 'Label', 'tag:'];

const describeParameters = operation<DescribeParametersCommandInput, Answer<DescribeParametersCommandOutput>>({
  needs: () => [{ action: 'ssm:DescribeParameters', resource: '*' }],
  run: (input, call) => {
    if (input.Shared === true) throw notModelled('DescribeParameters with Shared');
    if (input.Filters !== undefined && input.ParameterFilters !== undefined) {
      throw validation('You can use either Filters or ParameterFilters in a single request.');
    }
    const filters =
      input.ParameterFilters ?? input.Filters?.map((filter) => ({ ...filter, Option: oldOption(filter.Key) }));
    const found = sorted(call).filter((parameter) => matchesFilters(parameter, filters, describeKeys));
    const page = pageOf(found, input, 50);
    return { Parameters: page.items.map(describe), NextToken: page.NextToken };
  },
});

/** The filters of old look at the beginning of names. */
function oldOption(key: string | undefined): string {
  return key === 'Name' ? 'BeginsWith' : 'Equals';
}

function describe(parameter: Parameter) {
  const current = currentOf(parameter);
  return {
    Name: parameter.name,
    ARN: arnOf(parameter, parameter.name),
    Type: parameter.type,
    KeyId: current.keyId,
    LastModifiedDate: new Date(current.at),
    LastModifiedUser: current.by,
    Description: current.description,
    AllowedPattern: current.allowedPattern,
    Version: current.version,
    Tier: current.tier,
    Policies: [],
    DataType: 'text',
  };
}

function discard(call: Call, parameter: Parameter): void {
  parametersOf(call.host, parameter).delete(parameter.name);
  announce(call, parameter, 'Delete');
}

const deleteParameter = operation<DeleteParameterCommandInput, object>({
  needs: ({ Name }, call) => [needOn(call, 'DeleteParameter', Name)],
  run: ({ Name }, call) => {
    const found = findParameter(call, referenceOf(call, Name ?? ''));
    if (found === undefined) throw parameterNotFound();
    discard(call, found);
    return {};
  },
});

const deleteParameters = operation<DeleteParametersCommandInput, Answer<DeleteParametersCommandOutput>>({
  needs: ({ Names = [] }, call) => Names.map((name) => needOn(call, 'DeleteParameters', name)),
  run: ({ Names = [] }, call) => {
    if (Names.length < 1 || Names.length > 10) throw validation('Between 1 and 10 names can be given.');
    const DeletedParameters: string[] = [];
    const InvalidParameters: string[] = [];
    for (const name of Names) {
      const found = findParameter(call, referenceOf(call, name));
      if (found === undefined) InvalidParameters.push(name);
      else {
        discard(call, found);
        DeletedParameters.push(name);
      }
    }
    return { DeletedParameters, InvalidParameters };
  },
});

const mostLabels = 10;

function isLabel(label: string): boolean {
  return /^[A-Za-z_][\w.-]{0,99}$/u.test(label) && !/^(?:aws|ssm)/iu.test(label);
}

const labelParameterVersion = operation<LabelParameterVersionCommandInput, Answer<LabelParameterVersionCommandOutput>>({
  needs: ({ Name }, call) => [needOn(call, 'LabelParameterVersion', Name)],
  run: ({ Name, ParameterVersion, Labels = [] }, call) => {
    const parameter = theParameter(call, Name);
    const wanted = ParameterVersion ?? currentOf(parameter).version;
    if (!parameter.versions.some(({ version }) => version === wanted)) throw versionNotFound(wanted, parameter.name);
    const valid = Labels.filter(isLabel);
    // A label is at one version at a time: it moves.
    const versions = parameter.versions.map((version) => ({
      ...version,
      labels: [
        ...version.labels.filter((label) => !valid.includes(label)),
        ...(version.version === wanted ? valid : []),
      ],
    }));
    if (versions.some(({ labels }) => labels.length > mostLabels)) {
      throw new AwsError(
        'ParameterVersionLabelLimitExceeded',
        `A parameter version can have a maximum of ${mostLabels} labels.`,
      );
    }
    const labelled = { ...parameter, versions };
    parametersOf(call.host, parameter).put(parameter.name, labelled);
    if (valid.length > 0) announce(call, labelled, 'LabelParameterVersion');
    return { InvalidLabels: Labels.filter((label) => !isLabel(label)), ParameterVersion: wanted };
  },
});

const unlabelParameterVersion = operation<
  UnlabelParameterVersionCommandInput,
  Answer<UnlabelParameterVersionCommandOutput>
>({
  needs: ({ Name }, call) => [needOn(call, 'UnlabelParameterVersion', Name)],
  run: ({ Name, ParameterVersion = 0, Labels = [] }, call) => {
    const parameter = theParameter(call, Name);
    const found = parameter.versions.find(({ version }) => version === ParameterVersion);
    if (found === undefined) throw versionNotFound(ParameterVersion, parameter.name);
    const RemovedLabels = Labels.filter((label) => found.labels.includes(label));
    const left = { ...found, labels: found.labels.filter((label) => !Labels.includes(label)) };
    const versions = parameter.versions.map((version) => (version === found ? left : version));
    parametersOf(call.host, parameter).put(parameter.name, { ...parameter, versions });
    return { RemovedLabels, InvalidLabels: Labels.filter((label) => !found.labels.includes(label)) };
  },
});

/** Operations on parameters beside their values. */
export const manageOperations: Readonly<Record<string, AnyOperation>> = {
  DescribeParameters: describeParameters,
  DeleteParameter: deleteParameter,
  DeleteParameters: deleteParameters,
  LabelParameterVersion: labelParameterVersion,
  UnlabelParameterVersion: unlabelParameterVersion,
};
