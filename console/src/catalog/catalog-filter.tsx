import TextFilter from '@cloudscape-design/components/text-filter';
import type { ReactNode } from 'react';
import type { SiteSummary } from '#lib/site.ts';
import type { Route } from '../route/route.ts';
import { replaceRoute } from '../route/use-route.ts';
import { FamilyLinks } from './family-links.tsx';

type Props = {
  readonly route: Extract<Route, { page: 'catalog' }>;
  readonly offerings: readonly SiteSummary[];
  readonly found: number;
};

/** Search words and family. Both are in the address, so that a link to a search is a link. */
export function CatalogFilter({ route, offerings, found }: Props): ReactNode {
  return (
    <div className="catalog-filter">
      <div className="search">
        <TextFilter
          filteringText={route.search}
          filteringPlaceholder="Find products"
          filteringAriaLabel="Find products"
          countText={route.search === '' ? '' : `${found} ${found === 1 ? 'match' : 'matches'}`}
          onChange={({ detail }) => replaceRoute({ ...route, search: detail.filteringText })}
        />
      </div>
      <FamilyLinks route={route} offerings={offerings} />
    </div>
  );
}
