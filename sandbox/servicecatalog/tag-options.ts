import type {
  AssociateTagOptionWithResourceCommandInput,
  CreateTagOptionCommandInput,
  CreateTagOptionOutput,
  DeleteTagOptionCommandInput,
  DescribeTagOptionCommandInput,
  DescribeTagOptionOutput,
  DisassociateTagOptionFromResourceCommandInput,
  ListResourcesForTagOptionCommandInput,
  ListResourcesForTagOptionOutput,
  ListTagOptionsCommandInput,
  ListTagOptionsOutput,
  ResourceDetail,
  TagOptionDetail,
  UpdateTagOptionCommandInput,
  UpdateTagOptionOutput,
} from '@aws-sdk/client-service-catalog';
import type { Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { tagOptionDetail } from './details.ts';
import { duplicate, inUse, invalid, notFound } from './errors.ts';
import { anywhere, onPortfolio, onProduct, portfolioArn, productArn } from './needs.ts';
import { paged } from './paging.ts';
import { within } from './quotas.ts';
import type { TagOption } from './records.ts';
import { required } from './shapes.ts';
import { found, shelf } from './shelf.ts';

/** TagOptions of a portfolio or product of this account. */
export function tagOptionsOf(call: Call, resourceId: string): TagOptionDetail[] {
  const { tagOptionLinks, tagOptions } = shelf(call);
  return tagOptionLinks
    .values()
    .filter((link) => link.resourceId === resourceId)
    .flatMap(({ tagOptionId }) => tagOptions.get(tagOptionId) ?? [])
    .map(tagOptionDetail);
}

const create = operation<CreateTagOptionCommandInput, CreateTagOptionOutput>({
  needs: () => anywhere('CreateTagOption'),
  run: (input, call) => {
    const { Key, Value } = required(input, 'Key', 'Value');
    assertNew(call, Key, Value);
    const { tagOptions } = shelf(call);
    within('valuesOfTagOption', tagOptions.values().filter(({ key }) => key === Key).length + 1);
    const tagOption: TagOption = {
      id: `tag-${call.host.ids.lower(13)}`,
      owner: call.account,
      key: Key,
      value: Value,
      active: true,
    };
    tagOptions.put(tagOption.id, tagOption);
    return { TagOptionDetail: tagOptionDetail(tagOption) };
  },
});

function assertNew(call: Call, key: string, value: string): void {
  const known = shelf(call)
    .tagOptions.values()
    .some((option) => option.key === key && option.value === value);
  if (known) throw duplicate(`A TagOption with the key ${key} and the value ${value} exists already.`);
}

function tagOption(call: Call, id: string): TagOption {
  return found(shelf(call).tagOptions.get(id), 'TagOption', id);
}

const describe = operation<DescribeTagOptionCommandInput, DescribeTagOptionOutput>({
  needs: () => anywhere('DescribeTagOption'),
  run: (input, call) => ({ TagOptionDetail: tagOptionDetail(tagOption(call, required(input, 'Id').Id)) }),
});

const list = operation<ListTagOptionsCommandInput, ListTagOptionsOutput>({
  needs: () => anywhere('ListTagOptions'),
  run: (input, call) => {
    const { Key, Value, Active } = input.Filters ?? {};
    const matching = shelf(call)
      .tagOptions.values()
      .filter(
        ({ key, value, active }) =>
          (Key === undefined || key === Key) &&
          (Value === undefined || value === Value) &&
          (Active === undefined || active === Active),
      );
    const { items, next } = paged(matching, input);
    return { TagOptionDetails: items.map(tagOptionDetail), ...pageToken(next) };
  },
});

/** The two lists of this file name the token of the next page unlike all others. */
function pageToken({ NextPageToken }: { readonly NextPageToken?: string }): { readonly PageToken?: string } {
  return NextPageToken === undefined ? {} : { PageToken: NextPageToken };
}

const update = operation<UpdateTagOptionCommandInput, UpdateTagOptionOutput>({
  needs: () => anywhere('UpdateTagOption'),
  run: (input, call) => {
    const { Id, Value, Active } = required(input, 'Id');
    const old = tagOption(call, Id);
    if (Value !== undefined && Value !== old.value) assertNew(call, old.key, Value);
    const changed = { ...old, value: Value ?? old.value, active: Active ?? old.active };
    shelf(call).tagOptions.put(Id, changed);
    return { TagOptionDetail: tagOptionDetail(changed) };
  },
});

const remove = operation<DeleteTagOptionCommandInput, object>({
  needs: () => anywhere('DeleteTagOption'),
  run: (input, call) => {
    const { id } = tagOption(call, required(input, 'Id').Id);
    const { tagOptions, tagOptionLinks } = shelf(call);
    if (tagOptionLinks.values().some(({ tagOptionId }) => tagOptionId === id))
      throw inUse(`TagOption ${id} cannot be deleted: it is associated with a resource.`);
    tagOptions.delete(id);
    return {};
  },
});

const associate = operation<AssociateTagOptionWithResourceCommandInput, object>({
  needs: ({ ResourceId = '' }, call) => onResource(call, 'AssociateTagOptionWithResource', ResourceId),
  run: (input, call) => {
    const { ResourceId, TagOptionId } = required(input, 'ResourceId', 'TagOptionId');
    const option = tagOption(call, TagOptionId);
    assertResource(call, ResourceId);
    const { tagOptionLinks } = shelf(call);
    const key = `${ResourceId}/${TagOptionId}`;
    if (tagOptionLinks.has(key)) throw duplicate(`TagOption ${option.id} is associated with ${ResourceId} already.`);
    within('tagOptionsOfResource', tagOptionsOf(call, ResourceId).length + 1);
    tagOptionLinks.put(key, { resourceId: ResourceId, tagOptionId: TagOptionId });
    return {};
  },
});

const disassociate = operation<DisassociateTagOptionFromResourceCommandInput, object>({
  needs: ({ ResourceId = '' }, call) => onResource(call, 'DisassociateTagOptionFromResource', ResourceId),
  run: (input, call) => {
    const { ResourceId, TagOptionId } = required(input, 'ResourceId', 'TagOptionId');
    if (!shelf(call).tagOptionLinks.delete(`${ResourceId}/${TagOptionId}`))
      throw notFound('TagOption', `${TagOptionId} of ${ResourceId}`);
    return {};
  },
});

const resources = operation<ListResourcesForTagOptionCommandInput, ListResourcesForTagOptionOutput>({
  needs: () => anywhere('ListResourcesForTagOption'),
  run: (input, call) => {
    const { TagOptionId, ResourceType } = required(input, 'TagOptionId');
    tagOption(call, TagOptionId);
    const linked = shelf(call)
      .tagOptionLinks.values()
      .filter(({ tagOptionId }) => tagOptionId === TagOptionId)
      .flatMap(({ resourceId }) => resourceDetail(call, resourceId))
      .filter(({ Id = '' }) => ResourceType === undefined || typeOf(Id) === ResourceType);
    const { items, next } = paged(linked, input);
    return { ResourceDetails: items, ...pageToken(next) };
  },
});

function typeOf(resourceId: string): 'Portfolio' | 'Product' {
  return resourceId.startsWith('port-') ? 'Portfolio' : 'Product';
}

function onResource(call: Call, action: string, resourceId: string) {
  return typeOf(resourceId) === 'Portfolio'
    ? onPortfolio(call, action, resourceId)
    : onProduct(call, action, resourceId);
}

function assertResource(call: Call, id: string): void {
  if (!id.startsWith('port-') && !id.startsWith('prod-')) throw invalid(`${id} is not a portfolio or product`);
  const { portfolios, products } = shelf(call);
  if (!portfolios.has(id) && !products.has(id)) throw notFound('Resource', id);
}

function resourceDetail(call: Call, id: string): ResourceDetail[] {
  const { portfolios, products } = shelf(call);
  const portfolio = portfolios.get(id);
  const product = products.get(id);
  const named =
    portfolio === undefined
      ? product && { ...product, arn: productArn(call, id) }
      : { ...portfolio, name: portfolio.displayName, arn: portfolioArn(call, id) };
  if (named === undefined) return [];
  const { arn, name, description, createdAt } = named;
  return [
    {
      Id: id,
      ARN: arn,
      Name: name,
      ...(description !== undefined && { Description: description }),
      CreatedTime: new Date(createdAt),
    },
  ];
}

export const tagOptionOperations = {
  CreateTagOption: create,
  DescribeTagOption: describe,
  ListTagOptions: list,
  UpdateTagOption: update,
  DeleteTagOption: remove,
  AssociateTagOptionWithResource: associate,
  DisassociateTagOptionFromResource: disassociate,
  ListResourcesForTagOption: resources,
};
