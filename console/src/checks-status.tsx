import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { count } from '#lib/errors.ts';
import type { SiteSummary } from '#lib/site.ts';

/** What the checks say, in a few words. */
export function ChecksStatus({ findings }: Pick<SiteSummary, 'findings'>): ReactNode {
  const { open, acknowledged } = findings;
  return open > 0 ? (
    <StatusIndicator type="warning">{count(open, 'open finding')}</StatusIndicator>
  ) : (
    <StatusIndicator type="success">
      Checks passed{acknowledged > 0 ? `, ${acknowledged} acknowledged` : ''}
    </StatusIndicator>
  );
}
