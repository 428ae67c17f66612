import Badge from '@cloudscape-design/components/badge';
import ItemCard from '@cloudscape-design/components/item-card';
import Link from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import { count } from '#lib/errors.ts';
import type { SiteSummary } from '#lib/site.ts';
import { ChecksStatus } from '../checks-status.tsx';
import { linkTo } from '../route/route.ts';

/** A product as the front page shows it. */
export function OfferingCard({ offering }: { readonly offering: SiteSummary }): ReactNode {
  const { id, title, summary, address, version, required, findings } = offering;
  return (
    <ItemCard
      header={
        <h2 className="card-title">
          <Link href={linkTo({ page: 'product', id, tab: 'overview' })} fontSize="heading-m">
            {title}
          </Link>
        </h2>
      }
      footer={
        <div className="facts spread">
          <ChecksStatus findings={findings} />
          <span className="muted">{count(required, 'required field')}</span>
        </div>
      }
    >
      <div className="facts">
        <span className="code">{address}</span>
        <Badge color="grey">{version}</Badge>
      </div>
      <p className="card-summary">{summary}</p>
    </ItemCard>
  );
}
