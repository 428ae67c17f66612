import type { ProductViewFilterBy, ProductViewSortBy, SortOrder } from '@aws-sdk/client-service-catalog';
import { invalid } from './errors.ts';
import type { Product } from './records.ts';

type Filters = Partial<Record<ProductViewFilterBy, string[]>>;

/** Whether a product answers to a search: every filter has to hold, by one of its values. */
export function wanted(product: Product, filters: Filters | undefined): boolean {
  return Object.entries(filters ?? {}).every(([filter, values]) =>
    values.some((value) => answersTo(product, filter, value)),
  );
}

function answersTo(product: Product, filter: string, value: string): boolean {
  switch (filter) {
    case 'FullTextSearch':
      return textOf(product).includes(value.toLowerCase());
    case 'Owner':
      return product.ownerName === value;
    case 'ProductType':
      return value === 'CLOUD_FORMATION_TEMPLATE';
    case 'SourceProductId':
      // No product of the sandbox is a copy of another.
      return false;
    default:
      throw invalid(`Filters must not hold ${filter}`);
  }
}

function textOf({ name, ownerName, description, distributor }: Product): string {
  return [name, ownerName, description, distributor].join('\n').toLowerCase();
}

/** Products in the order that was asked for; by title, ascending, where none was. */
export function sorted(
  found: readonly { readonly product: Product; readonly versions: number }[],
  {
    SortBy = 'Title',
    SortOrder = 'ASCENDING',
  }: { readonly SortBy?: ProductViewSortBy | undefined; readonly SortOrder?: SortOrder | undefined },
): Product[] {
  const keyOf = ({ product, versions }: (typeof found)[number]): string | number => {
    switch (SortBy) {
      case 'Title':
        return product.name.toLowerCase();
      case 'CreationDate':
        return product.createdAt;
      case 'VersionCount':
        return versions;
      default:
        throw invalid(`SortBy must be Title, CreationDate or VersionCount, got ${String(SortBy)}`);
    }
  };
  const direction = SortOrder === 'DESCENDING' ? -1 : 1;
  return [...found]
    .sort((a, b) => {
      const [left, right] = [keyOf(a), keyOf(b)];
      return left === right ? 0 : left < right ? -direction : direction;
    })
    .map(({ product }) => product);
}
