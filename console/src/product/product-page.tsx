import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Tabs from '@cloudscape-design/components/tabs';
import type { ReactNode } from 'react';
import type { SiteOffering } from '#lib/site.ts';
import { loadOffering } from '../data/documents.ts';
import { useLoaded } from '../data/use-loaded.ts';
import { Page } from '../page.tsx';
import type { Route, Tab } from '../route/route.ts';
import { linkTo, tabs } from '../route/route.ts';
import { replaceRoute } from '../route/use-route.ts';
import { LoadingPage } from '../states/loading-page.tsx';
import { MissingOffering } from '../states/missing-offering.tsx';
import { Checks } from './checks.tsx';
import { Overview } from './overview.tsx';
import { ReadmeTab } from './readme-tab.tsx';
import { Versions } from './versions.tsx';

type ProductRoute = Extract<Route, { page: 'product' }>;

/** Everything about one product. */
export default function ProductPage({ route }: { readonly route: ProductRoute }): ReactNode {
  const offering = useLoaded(route.id, loadOffering);
  if (offering.state === 'loading') return <LoadingPage what="the product" />;
  if (offering.state === 'failed')
    return <MissingOffering id={route.id} error={offering.error} retry={offering.retry} />;
  return <Product offering={offering.value} tab={route.tab} />;
}

function Product({ offering, tab }: { readonly offering: SiteOffering; readonly tab: Tab }): ReactNode {
  const { id, title, summary } = offering;
  return (
    <Page
      title={title}
      breadcrumbs={
        <BreadcrumbGroup
          items={[
            { text: 'Products', href: '#/' },
            { text: title, href: linkTo({ page: 'product', id, tab: 'overview' }) },
          ]}
        />
      }
      header={
        <Header
          variant="h1"
          description={summary}
          actions={
            <Button variant="primary" href={linkTo({ page: 'launch', id })}>
              Launch
            </Button>
          }
        >
          {title}
        </Header>
      }
    >
      <Tabs
        ariaLabel={`About ${title}`}
        activeTabId={tab}
        onChange={({ detail }) =>
          replaceRoute({ page: 'product', id, tab: tabs.find((name) => name === detail.activeTabId) ?? tab })
        }
        tabs={tabs.map((name) => ({ id: name, label: labelOf(name, offering), content: contentOf(name, offering) }))}
      />
    </Page>
  );
}

function labelOf(tab: Tab, { versions }: SiteOffering): string {
  switch (tab) {
    case 'overview':
      return 'Overview';
    case 'readme':
      return 'Guide';
    case 'checks':
      return 'Checks';
    case 'versions':
      return `Versions (${versions.length})`;
    default:
      return tab satisfies never;
  }
}

function contentOf(tab: Tab, offering: SiteOffering): ReactNode {
  switch (tab) {
    case 'overview':
      return <Overview offering={offering} />;
    case 'readme':
      return <ReadmeTab offering={offering} />;
    case 'checks':
      return <Checks offering={offering} />;
    case 'versions':
      return <Versions offering={offering} />;
    default:
      return tab satisfies never;
  }
}
