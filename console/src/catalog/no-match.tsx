import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { replaceRoute } from '../route/use-route.ts';

/** The search found nothing. */
export function NoMatch(): ReactNode {
  return (
    <Box textAlign="center" color="inherit" padding={{ vertical: 'xxl' }}>
      <SpaceBetween size="s">
        <div>
          <Box variant="strong" display="block" padding={{ bottom: 'xxs' }}>
            No product matches
          </Box>
          <Box color="text-body-secondary">All words have to appear in title, summary, family, address or owner.</Box>
        </div>
        <Button onClick={() => replaceRoute({ page: 'catalog', search: '' })}>Show all products</Button>
      </SpaceBetween>
    </Box>
  );
}

/** There is nothing to search in. */
export function NothingOffered(): ReactNode {
  return (
    <Box textAlign="center" color="inherit" padding={{ vertical: 'xxl' }}>
      <Box variant="strong" display="block" padding={{ bottom: 'xxs' }}>
        Nothing is offered yet
      </Box>
      <Box color="text-body-secondary">
        Products appear here once they are built: <span className="code">factory build</span>
      </Box>
    </Box>
  );
}
