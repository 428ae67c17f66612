import { isAwsError } from '../core/aws-error.ts';
import type { Properties, ResourceProvider, ResourceRequest, ResourceState } from '../core/resource-provider.ts';

function inputOf({ Type, Value, Description, AllowedPattern, DataType, Tier, Policies }: Properties): object {
  const given = { Type, Value, Description, AllowedPattern, DataType, Tier, Policies };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** Tags of a parameter are a map in templates, unlike those of most types. */
function tagsOf({ Tags }: Properties, stackTags: Readonly<Record<string, string>>): Record<string, string> {
  const own = typeof Tags === 'object' && Tags !== null ? Object.entries(Tags) : [];
  return { ...stackTags, ...Object.fromEntries(own.map(([key, value]) => [key, String(value)])) };
}

const asList = (tags: Readonly<Record<string, string>>) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** Recorded: `CFN-<logical id>-<random>`, without the stack. */
function nameOf({ properties, logicalId, generateName }: ResourceRequest): string {
  if (typeof properties.Name === 'string') return properties.Name;
  const random = generateName({ maxLength: 255 }).split('-').at(-1);
  return `CFN-${logicalId}-${random}`;
}

function stateOf(physicalId: string, { Type, Value }: Properties): ResourceState {
  return { physicalId, attributes: { Type, Value } };
}

async function retag({ invoke, properties, stack }: ResourceRequest, name: string): Promise<void> {
  const resource = { ResourceType: 'Parameter', ResourceId: name };
  type Listed = { readonly TagList?: readonly { readonly Key: string; readonly Value: string }[] };
  const { TagList = [] } = await invoke<Listed>('ssm', 'ListTagsForResource', resource);
  const has = new Map(TagList.map(({ Key, Value }) => [Key, Value]));
  const wanted = tagsOf(properties, stack.tags);
  const TagKeys = [...has.keys()].filter((key) => !(key in wanted));
  if (TagKeys.length > 0) await invoke('ssm', 'RemoveTagsFromResource', { ...resource, TagKeys });
  const changed = Object.entries(wanted).filter(([key, value]) => has.get(key) !== value);
  if (changed.length === 0) return;
  await invoke('ssm', 'AddTagsToResource', { ...resource, Tags: asList(Object.fromEntries(changed)) });
}

const parameter: ResourceProvider = {
  type: 'AWS::SSM::Parameter',
  create: async (request) => {
    const { properties, stack, invoke } = request;
    const Name = nameOf(request);
    await invoke('ssm', 'PutParameter', { Name, ...inputOf(properties), Tags: asList(tagsOf(properties, stack.tags)) });
    return stateOf(Name, properties);
  },
  update: async (request) => {
    const { properties, previous, physicalId: Name, invoke } = request;
    // What is gone from the template goes from the parameter too; a request that says nothing would keep it.
    const cleared = Object.fromEntries(
      ['Description', 'AllowedPattern'].flatMap((name) => (previous[name] === undefined ? [] : [[name, '']])),
    );
    const wanted = { ...cleared, ...inputOf(properties) };
    if (JSON.stringify(inputOf(properties)) !== JSON.stringify(inputOf(previous))) {
      await invoke('ssm', 'PutParameter', { Name, ...wanted, Overwrite: true });
    }
    await retag(request, Name);
    return stateOf(Name, properties);
  },
  delete: async ({ physicalId: Name, invoke }) => {
    try {
      await invoke('ssm', 'DeleteParameter', { Name });
    } catch (error) {
      if (!isAwsError(error, 'ParameterNotFound')) throw error;
    }
  },
};

export const ssmResources: readonly ResourceProvider[] = [parameter];
