import Container from '@cloudscape-design/components/container';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { lazy, Suspense } from 'react';
import type { SiteOffering } from '#lib/site.ts';

// The Markdown reader is for those who read.
const Readme = lazy(() => import('./readme.tsx'));

/** The README of the product. */
export function ReadmeTab({ offering }: { readonly offering: SiteOffering }): ReactNode {
  return (
    <Container>
      <Suspense fallback={<StatusIndicator type="loading">Loading the guide</StatusIndicator>}>
        <Readme offering={offering} />
      </Suspense>
    </Container>
  );
}
