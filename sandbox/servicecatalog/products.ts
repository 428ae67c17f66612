import type {
  CreateProductCommandInput,
  CreateProductOutput,
  DeleteProductCommandInput,
  DescribeProductAsAdminCommandInput,
  DescribeProductAsAdminOutput,
  SearchProductsAsAdminCommandInput,
  SearchProductsAsAdminOutput,
  UpdateProductCommandInput,
  UpdateProductOutput,
} from '@aws-sdk/client-service-catalog';
import type { Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { artifactDetail, productDetail } from './details.ts';
import { inUse, invalid, unsupportedMember } from './errors.ts';
import { anywhere, onProduct, withTags } from './needs.ts';
import { infoOf, newArtifact } from './new-artifact.ts';
import { paged } from './paging.ts';
import { sorted, wanted } from './product-search.ts';
import { within } from './quotas.ts';
import type { Product } from './records.ts';
import { required } from './shapes.ts';
import {
  artifactsOf,
  associationsOf,
  found,
  knownPortfolio,
  knownProduct,
  ownProduct,
  shelf,
  shelfOfAccount,
} from './shelf.ts';
import { tagOptionsOf } from './tag-options.ts';
import { changed, tagsFrom } from './tags.ts';
import { once } from './tokens.ts';

const create = operation<CreateProductCommandInput, CreateProductOutput>({
  needs: ({ Tags }, call) => withTags(onProduct(call, 'CreateProduct'), Tags),
  run: async (input, call) => {
    const {
      ProductType,
      ProvisioningArtifactParameters,
      Tags,
      IdempotencyToken: token,
    } = required(input, 'Name', 'Owner', 'ProductType');
    if (input.SourceConnection !== undefined) throw unsupportedMember('CreateProduct', 'SourceConnection');
    if (ProductType !== 'CLOUD_FORMATION_TEMPLATE')
      throw unsupportedMember('CreateProduct', `ProductType ${ProductType}`);
    if (ProvisioningArtifactParameters === undefined)
      throw invalid('ProvisioningArtifactParameters must be given for this product type.');
    const tags = tagsFrom(Tags, 'tagsOfProduct');
    const { id } = await once(call, { operation: 'CreateProduct', token, input }, async () => {
      const { products } = shelf(call);
      within('products', products.size() + 1);
      const product: Product = { ...newProduct(call), ...described(required(input, 'Name', 'Owner')), tags };
      // The version first: a product whose template is refused never was.
      await newArtifact(call, product, ProvisioningArtifactParameters);
      products.put(product.id, product);
      return product.id;
    });
    return withFirstArtifact(call, ownProduct(call, id));
  },
});

function newProduct(call: Call): Pick<Product, 'id' | 'viewId' | 'owner' | 'createdAt'> {
  const { ids, clock } = call.host;
  return {
    id: `prod-${ids.lower(13)}`,
    viewId: `prodview-${ids.lower(13)}`,
    owner: call.account,
    createdAt: clock.now(),
  };
}

type Describing = Pick<
  CreateProductCommandInput,
  'Name' | 'Owner' | 'Description' | 'Distributor' | 'SupportDescription' | 'SupportEmail' | 'SupportUrl'
>;

/** What a product says about itself, as far as a request says it. */
function described(input: Partial<Describing> & { readonly Name: string; readonly Owner: string }) {
  const { Name, Owner, Description, Distributor, SupportDescription, SupportEmail, SupportUrl } = input;
  return {
    name: Name,
    ownerName: Owner,
    ...(Description !== undefined && { description: Description }),
    ...(Distributor !== undefined && { distributor: Distributor }),
    ...(SupportDescription !== undefined && { supportDescription: SupportDescription }),
    ...(SupportEmail !== undefined && { supportEmail: SupportEmail }),
    ...(SupportUrl !== undefined && { supportUrl: SupportUrl }),
  };
}

function withFirstArtifact(call: Call, product: Product): CreateProductOutput {
  const [first] = artifactsOf(call, product);
  return {
    ProductViewDetail: productDetail(call, product),
    ...(first !== undefined && { ProvisioningArtifactDetail: artifactDetail(first) }),
    Tags: [...product.tags],
  };
}

const update = operation<UpdateProductCommandInput, UpdateProductOutput>({
  needs: ({ Id, AddTags }, call) => withTags(onProduct(call, 'UpdateProduct', Id), AddTags),
  run: (input, call) => {
    const { Id, AddTags, RemoveTags, SourceConnection } = required(input, 'Id');
    if (SourceConnection !== undefined) throw unsupportedMember('UpdateProduct', 'SourceConnection');
    const old = ownProduct(call, Id);
    const tags = changed(old.tags, { add: tagsFrom(AddTags, 'tagsOfProduct'), remove: RemoveTags ?? [] });
    within('tagsOfProduct', tags.length);
    const texts = described({ ...input, Name: input.Name ?? old.name, Owner: input.Owner ?? old.ownerName });
    const product: Product = { ...old, ...texts, tags };
    shelf(call).products.put(Id, product);
    return { ProductViewDetail: productDetail(call, product), Tags: tags };
  },
});

const remove = operation<DeleteProductCommandInput, object>({
  needs: ({ Id }, call) => onProduct(call, 'DeleteProduct', Id),
  run: (input, call) => {
    const { id } = ownProduct(call, required(input, 'Id').Id);
    const { products, associations, artifacts, tagOptionLinks } = shelf(call);
    if (associations.values().some(({ productId }) => productId === id))
      throw inUse(`Product ${id} cannot be deleted: it is associated with a portfolio.`);
    if (tagOptionLinks.values().some(({ resourceId }) => resourceId === id))
      throw inUse(`Product ${id} cannot be deleted: it still has TagOptions.`);
    for (const artifact of artifacts.values()) if (artifact.productId === id) artifacts.delete(artifact.id);
    products.delete(id);
    return {};
  },
});

const describeAsAdmin = operation<DescribeProductAsAdminCommandInput, DescribeProductAsAdminOutput>({
  needs: ({ Id }, call) => onProduct(call, 'DescribeProductAsAdmin', Id),
  run: (input, call) => {
    const product = productAsAdmin(call, input);
    const isOwn = product.owner === call.account;
    return {
      ProductViewDetail: productDetail(call, product),
      ProvisioningArtifactSummaries: artifactsOf(call, product).map((artifact) => ({
        Id: artifact.id,
        ...(artifact.name !== undefined && { Name: artifact.name }),
        ...(artifact.description !== undefined && { Description: artifact.description }),
        CreatedTime: new Date(artifact.createdAt),
        ProvisioningArtifactMetadata: isOwn ? infoOf(artifact) : {},
      })),
      Tags: [...product.tags],
      TagOptions: isOwn ? tagOptionsOf(call, product.id) : [],
      Budgets: [],
    };
  },
});

function productAsAdmin(call: Call, { Id, Name, SourcePortfolioId }: DescribeProductAsAdminCommandInput): Product {
  if ((Id === undefined) === (Name === undefined)) throw invalid('You must provide the ID or the name of the product.');
  if (SourcePortfolioId !== undefined) {
    const ids = associationsOf(call, knownPortfolio(call, SourcePortfolioId));
    const products = ids.flatMap(
      ({ productOwner, productId }) => shelfOfAccount(call, productOwner).products.get(productId) ?? [],
    );
    return found(
      products.find(({ id, name }) => id === Id || name === Name),
      'Product',
      Id ?? Name ?? '',
    );
  }
  if (Id !== undefined) return knownProduct(call, Id);
  const named = shelf(call)
    .products.values()
    .filter(({ name }) => name === Name);
  if (named.length > 1) throw invalid(`Multiple products with the name ${Name} were found. Use the product ID.`);
  return found(named[0], 'Product', Name ?? '');
}

const searchAsAdmin = operation<SearchProductsAsAdminCommandInput, SearchProductsAsAdminOutput>({
  needs: () => anywhere('SearchProductsAsAdmin'),
  run: (input, call) => {
    const { PortfolioId, Filters } = input;
    const products =
      PortfolioId === undefined
        ? shelf(call).products.values()
        : associationsOf(call, knownPortfolio(call, PortfolioId)).flatMap(
            ({ productId, productOwner }) => shelfOfAccount(call, productOwner).products.get(productId) ?? [],
          );
    const matching = sorted(
      products
        .filter((product) => wanted(product, Filters))
        .map((product) => ({ product, versions: artifactsOf(call, product).length })),
      input,
    );
    const { items, next } = paged(matching, input);
    return { ProductViewDetails: items.map((product) => productDetail(call, product)), ...next };
  },
});

export const productOperations = {
  CreateProduct: create,
  UpdateProduct: update,
  DeleteProduct: remove,
  DescribeProductAsAdmin: describeAsAdmin,
  SearchProductsAsAdmin: searchAsAdmin,
};
