import type {
  AddTagsToResourceCommandInput,
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
  RemoveTagsFromResourceCommandInput,
} from '@aws-sdk/client-ssm';
import { AwsError } from '../core/aws-error.ts';
import type { AnyOperation, Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { notModelled } from './errors.ts';
import type { Parameter } from './parameter.ts';
import { findParameter, keyed, needOn, parametersOf, referenceOf } from './parameter.ts';
import { tagMap } from './put.ts';

type Resource = { readonly ResourceType?: string | undefined; readonly ResourceId?: string | undefined };

function tagged(call: Call, { ResourceType, ResourceId = '' }: Resource): Parameter {
  if (ResourceType !== 'Parameter') throw notModelled(`tags of ResourceType ${ResourceType}`);
  const found = findParameter(call, referenceOf(call, ResourceId));
  if (found !== undefined) return found;
  throw new AwsError(
    'InvalidResourceId',
    'The resource ID is not valid. Verify that you entered the correct ID and try again.',
  );
}

function retag(call: Call, parameter: Parameter, tags: Readonly<Record<string, string>>): object {
  if (Object.keys(tags).length > 50) {
    throw new AwsError(
      'TooManyTagsError',
      'The Targets parameter includes too many tags. Remove one or more tags and try the command again.',
    );
  }
  parametersOf(call.host, parameter).put(parameter.name, { ...parameter, tags });
  return {};
}

/** Tags of parameters. */
export const tagOperations: Readonly<Record<string, AnyOperation>> = {
  AddTagsToResource: operation<AddTagsToResourceCommandInput, object>({
    needs: ({ ResourceId, Tags }, call) => {
      const need = needOn(call, 'AddTagsToResource', ResourceId);
      const tags = tagMap(Tags);
      const context = { ...need.context, ...keyed('aws:RequestTag', tags), 'aws:TagKeys': Object.keys(tags) };
      return [{ ...need, context }];
    },
    run: (input, call) => {
      const parameter = tagged(call, input);
      return retag(call, parameter, { ...parameter.tags, ...tagMap(input.Tags) });
    },
  }),
  RemoveTagsFromResource: operation<RemoveTagsFromResourceCommandInput, object>({
    needs: ({ ResourceId, TagKeys }, call) => {
      const need = needOn(call, 'RemoveTagsFromResource', ResourceId);
      return [{ ...need, context: { ...need.context, 'aws:TagKeys': TagKeys } }];
    },
    run: (input, call) => {
      const parameter = tagged(call, input);
      const left = Object.entries(parameter.tags).filter(([key]) => input.TagKeys?.includes(key) !== true);
      return retag(call, parameter, Object.fromEntries(left));
    },
  }),
  ListTagsForResource: operation<ListTagsForResourceCommandInput, Omit<ListTagsForResourceCommandOutput, '$metadata'>>({
    needs: ({ ResourceId }, call) => [needOn(call, 'ListTagsForResource', ResourceId)],
    run: (input, call) => ({
      TagList: Object.entries(tagged(call, input).tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  }),
};
