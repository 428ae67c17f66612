import ContentLayout from '@cloudscape-design/components/content-layout';
import type { ReactNode } from 'react';
import { useEffect } from 'react';

type Props = {
  /** For the tab of the browser. */
  readonly title: string;
  readonly breadcrumbs?: ReactNode;
  readonly header?: ReactNode;
  readonly headerVariant?: 'default' | 'high-contrast';
  readonly children: ReactNode;
};

/** The frame of every page. */
export function Page({ title, breadcrumbs, header, headerVariant = 'default', children }: Props): ReactNode {
  useEffect(() => {
    document.title = title === '' ? 'Data product factory' : `${title} | Data product factory`;
  }, [title]);
  return (
    <ContentLayout
      defaultPadding
      maxContentWidth={1280}
      disableOverlap
      headerVariant={headerVariant}
      breadcrumbs={breadcrumbs}
      header={header}
    >
      <div className="content">{children}</div>
    </ContentLayout>
  );
}
