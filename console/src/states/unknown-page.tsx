import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { Page } from '../page.tsx';

/** A link that leads nowhere. */
export function UnknownPage({ what }: { readonly what: string }): ReactNode {
  return (
    <Page title="Not found" header={<Header variant="h1">Not found</Header>}>
      <SpaceBetween size="m">
        <Box variant="p">{what}. It may have been renamed, or not be offered any more.</Box>
        <Button href="#/" variant="primary">
          See all products
        </Button>
      </SpaceBetween>
    </Page>
  );
}
