import { I18nProvider } from '@cloudscape-design/components/i18n';
import TopNavigation from '@cloudscape-design/components/top-navigation';
import type { ReactNode, RefObject } from 'react';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { CatalogPage } from './catalog/catalog-page.tsx';
import { messages } from './messages.ts';
import { useMode } from './mode.ts';
import { PageBoundary } from './page-boundary.tsx';
import type { Route } from './route/route.ts';
import { useRoute } from './route/use-route.ts';
import { LoadingPage } from './states/loading-page.tsx';
import { UnknownPage } from './states/unknown-page.tsx';

// The front page loads neither the form, with its validator, nor the rest of a product's page.
const ProductPage = lazy(() => import('./product/product-page.tsx'));
const LaunchPage = lazy(() => import('./launch/launch-page.tsx'));

/** What is on every page: the bar, the skip link, and the place where the page goes. */
export function Shell(): ReactNode {
  const route = useRoute();
  const main = useRef<HTMLElement>(null);
  const place = placeOf(route);
  useFocusAfterNavigation(main, place);
  return (
    <I18nProvider locale="en" messages={[messages]}>
      <button type="button" className="skip-link" onClick={() => main.current?.focus()}>
        Skip to the content
      </button>
      <Bar />
      <main ref={main} tabIndex={-1} className="main">
        <PageBoundary key={place}>
          <Suspense fallback={<LoadingPage />}>
            <Current route={route} />
          </Suspense>
        </PageBoundary>
      </main>
    </I18nProvider>
  );
}

function Bar(): ReactNode {
  const [mode, choose] = useMode();
  const other = mode === 'dark' ? 'light' : 'dark';
  return (
    <header>
      <TopNavigation
        identity={{ href: '#/', title: 'Data product factory' }}
        utilities={[
          {
            type: 'button',
            text: mode === 'dark' ? 'Light mode' : 'Dark mode',
            disableUtilityCollapse: true,
            onClick: () => choose(other),
          },
        ]}
      />
    </header>
  );
}

function Current({ route }: { readonly route: Route }): ReactNode {
  switch (route.page) {
    case 'catalog':
      return <CatalogPage route={route} />;
    case 'product':
      return <ProductPage route={route} />;
    case 'launch':
      return <LaunchPage route={route} />;
    case 'unknown':
      return <UnknownPage what={`There is nothing at #/${route.path}`} />;
    default:
      return route satisfies never;
  }
}

/** What counts as another page. Search words, families and tabs do not. */
function placeOf(route: Route): string {
  return 'id' in route ? `${route.page}/${route.id}` : route.page;
}

/** Moves the reader to the top of a new page, as a page load would. Not on the first one: the browser has done that. */
function useFocusAfterNavigation(main: RefObject<HTMLElement | null>, place: string): void {
  const before = useRef(place);
  useEffect(() => {
    if (before.current === place) return;
    before.current = place;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [main, place]);
}
