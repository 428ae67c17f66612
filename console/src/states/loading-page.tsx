import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { Page } from '../page.tsx';

/** Something is on its way. */
export function LoadingPage({ what = 'the page' }: { readonly what?: string }): ReactNode {
  return (
    <Page title="Loading">
      <Box padding={{ vertical: 'xxxl' }} textAlign="center">
        <StatusIndicator type="loading">Loading {what}</StatusIndicator>
      </Box>
    </Page>
  );
}
