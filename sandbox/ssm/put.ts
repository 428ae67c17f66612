import type { PutParameterCommandInput, PutParameterCommandOutput, Tag } from '@aws-sdk/client-ssm';
import { AwsError } from '../core/aws-error.ts';
import { nameOf } from '../core/caller.ts';
import type { AnyOperation, Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { checkName, checkPattern, checkValue, tierOf } from './check.ts';
import { validation } from './errors.ts';
import { announce } from './event.ts';
import type { Parameter, ParameterType, Tier, Version } from './parameter.ts';
import { arnOf, currentOf, findParameter, keyed, needOn, parametersOf, referenceOf } from './parameter.ts';
import { seal } from './secret.ts';

const mostVersions = 100;

/** Tags of a request as a map. */
export function tagMap(tags: readonly Tag[] = []): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

const putParameter = operation<PutParameterCommandInput, Omit<PutParameterCommandOutput, '$metadata'>>({
  needs: ({ Name, Overwrite = false, Tags }, call) => {
    const tags = tagMap(Tags);
    const keys = Tags === undefined ? {} : { ...keyed('aws:RequestTag', tags), 'aws:TagKeys': Object.keys(tags) };
    const put = needOn(call, 'PutParameter', Name);
    const context = { ...put.context, ...keys, 'ssm:Overwrite': String(Overwrite) };
    const tagging =
      Tags === undefined || Tags.length === 0 ? [] : [{ ...put, action: 'ssm:AddTagsToResource', context }];
    return [{ ...put, context }, ...tagging];
  },
  run: async (input, call) => {
    checkValue(input);
    const reference = referenceOf(call, input.Name ?? '');
    checkName(input.Name ?? '');
    const known = findParameter(call, reference);
    const made = await write(call, { known, name: reference.name }, input);
    announce(call, made, known === undefined ? 'Create' : 'Update');
    const { version, tier } = currentOf(made);
    return { Version: version, Tier: tier };
  },
});

type Place = { readonly known: Parameter | undefined; readonly name: string };

async function write(call: Call, { known, name }: Place, input: PutParameterCommandInput) {
  const { Value: value = '', Tags = [], Overwrite = false } = input;
  checkOverwriting(known, { Overwrite, hasTags: Tags.length > 0 });
  const type = typeOf(known, input.Type);
  const before = known === undefined ? undefined : currentOf(known);
  const allowedPattern = input.AllowedPattern ?? before?.allowedPattern;
  checkPattern(value, allowedPattern);
  const tier = tierOf(value, input.Tier, before?.tier);
  const kept = await sealed(call, { name, type, tier, value, keyId: input.KeyId });
  // Read again: what was awaited gave others the time to write.
  const parameters = parametersOf(call.host, call);
  const current = parameters.get(name);
  checkOverwriting(current, { Overwrite, hasTags: Tags.length > 0 });
  const version = {
    version: (current?.versions.at(-1)?.version ?? 0) + 1,
    ...kept,
    tier,
    description: (input.Description ?? before?.description) || undefined,
    allowedPattern: allowedPattern === '' ? undefined : allowedPattern,
    at: call.host.clock.now(),
    by: nameOf(call.caller),
    labels: [],
  };
  const { account, region } = call;
  const versions = [...roomIn(current), version];
  const parameter = { account, region, name, type, versions, tags: current?.tags ?? tagMap(Tags) };
  parameters.put(name, parameter);
  return parameter;
}

type Overwriting = { readonly Overwrite: boolean; readonly hasTags: boolean };

function checkOverwriting(known: Parameter | undefined, { Overwrite, hasTags }: Overwriting): void {
  if (Overwrite && hasTags) {
    throw validation(
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    );
  }
  if (known !== undefined && !Overwrite) {
    throw new AwsError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
  }
}

function typeOf(known: Parameter | undefined, asked: ParameterType | undefined): ParameterType {
  const type = asked ?? known?.type;
  if (type === undefined) throw validation('A parameter type is required when you create a parameter.');
  if (known !== undefined && type !== known.type) {
    throw new AwsError(
      'HierarchyTypeMismatchException',
      "Parameter Store doesn't support changing a parameter type in a hierarchy. For example, you can't change a parameter from a String type to a SecureString type. You must create a new, unique parameter.",
    );
  }
  return type;
}

type Value = {
  readonly name: string;
  readonly type: ParameterType;
  readonly tier: Tier;
  readonly value: string;
  readonly keyId: string | undefined;
};

async function sealed(call: Call, { name, type, tier, value, keyId = 'alias/aws/ssm' }: Value) {
  if (type !== 'SecureString') return { value };
  return { value: await seal(call, value, { keyId, arn: arnOf(call, name), tier }), keyId };
}

/** The oldest version makes room, unless somebody holds on to it by a label. Documented. */
function roomIn(known: Parameter | undefined): readonly Version[] {
  const versions = known?.versions ?? [];
  if (versions.length < mostVersions) return versions;
  const [oldest, ...rest] = versions;
  if (oldest === undefined || oldest.labels.length === 0) return rest;
  throw new AwsError(
    'ParameterMaxVersionLimitExceeded',
    `You attempted to create a new version of ${known?.name} by calling the PutParameter API with the overwrite flag. Version ${oldest.version}, the oldest version, can't be deleted because it has a label associated with it. Move the label to another version of the parameter, and try again.`,
  );
}

export const putOperations: Readonly<Record<string, AnyOperation>> = { PutParameter: putParameter };
