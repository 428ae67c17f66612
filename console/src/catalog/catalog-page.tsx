import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import LiveRegion from '@cloudscape-design/components/live-region';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { count } from '#lib/errors.ts';
import type { SiteCatalog, SiteSummary } from '#lib/site.ts';
import { loadCatalog } from '../data/documents.ts';
import { useLoaded } from '../data/use-loaded.ts';
import { Page } from '../page.tsx';
import type { Route } from '../route/route.ts';
import { FailedPage } from '../states/failed-page.tsx';
import { CatalogFilter } from './catalog-filter.tsx';
import { matching } from './matches.ts';
import { NoMatch, NothingOffered } from './no-match.tsx';
import { OfferingCard } from './offering-card.tsx';

type CatalogRoute = Extract<Route, { page: 'catalog' }>;

/** The front page: what this is, and everything that is offered. */
export function CatalogPage({ route }: { readonly route: CatalogRoute }): ReactNode {
  const catalog = useLoaded('catalog', loadCatalog);
  if (catalog.state === 'failed') {
    const { error, retry } = catalog;
    return <FailedPage title="The catalog is not there" message={error.message} retry={retry} />;
  }
  return (
    <Page title="" headerVariant="high-contrast" header={<Introduction />}>
      {catalog.state === 'there' ? <Offerings route={route} catalog={catalog.value} /> : <Loading />}
    </Page>
  );
}

function Introduction(): ReactNode {
  return (
    <Box padding={{ top: 'l', bottom: 'm' }}>
      <Header
        variant="h1"
        description="Buckets, pipelines, lakes and warehouses that your team launches by itself, into its own AWS account. Pick one and fill in a form that checks every value before anything is created."
      >
        Data products, ready to launch
      </Header>
    </Box>
  );
}

function Loading(): ReactNode {
  return (
    <Box padding={{ vertical: 'xxl' }} textAlign="center">
      <StatusIndicator type="loading">Loading the catalog</StatusIndicator>
    </Box>
  );
}

function Offerings({ route, catalog }: { readonly route: CatalogRoute; readonly catalog: SiteCatalog }): ReactNode {
  const { offerings } = catalog;
  const shown = matching(offerings, route);
  return (
    <div className="catalog">
      <CatalogFilter route={route} offerings={offerings} found={shown.length} />
      <LiveRegion hidden>{count(shown.length, 'product')} shown</LiveRegion>
      <Shown shown={shown} isAny={offerings.length > 0} />
    </div>
  );
}

function Shown({ shown, isAny }: { readonly shown: readonly SiteSummary[]; readonly isAny: boolean }): ReactNode {
  if (shown.length === 0) return isAny ? <NoMatch /> : <NothingOffered />;
  return (
    <ul className="plain cards" aria-label="Products">
      {shown.map((offering) => (
        <li key={offering.id}>
          <OfferingCard offering={offering} />
        </li>
      ))}
    </ul>
  );
}
