import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import type { SiteConfig, SiteOffering } from '#lib/site.ts';
import { Page } from '../page.tsx';
import { linkTo } from '../route/route.ts';
import { FieldGroup } from './fields/field-group.tsx';
import { FillingNotice } from './filling-notice.tsx';
import { LaunchHeader } from './launch-header.tsx';
import { LaunchBar } from './result/launch-bar.tsx';
import { LaunchPanel } from './result/launch-panel.tsx';
import { useLaunch } from './use-launch.ts';

type Props = { readonly offering: SiteOffering; readonly config: SiteConfig; readonly example?: string };

/** The form on one side, what comes of it on the other. */
export function LaunchView({ offering, config, example }: Props): ReactNode {
  const launch = useLaunch(offering, example);
  const { form, id, title } = offering;
  return (
    <Page
      title={`Launch ${title}`}
      breadcrumbs={
        <BreadcrumbGroup
          items={[
            { text: 'Products', href: '#/' },
            { text: title, href: linkTo({ page: 'product', id, tab: 'overview' }) },
            { text: 'Launch', href: linkTo({ page: 'launch', id }) },
          ]}
        />
      }
      header={<LaunchHeader offering={offering} send={launch.send} />}
    >
      <div className="launch">
        <SpaceBetween size="l">
          <FillingNotice filling={launch.state.filling} form={form} send={launch.send} />
          {form.groups.map((group) => (
            <FieldGroup key={group.title} form={form} group={group} launch={launch} />
          ))}
        </SpaceBetween>
        <LaunchPanel offering={offering} config={config} launch={launch} />
      </div>
      <LaunchBar launch={launch} isPublished={config.bucket !== null} />
    </Page>
  );
}
