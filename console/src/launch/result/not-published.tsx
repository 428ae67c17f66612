import Alert from '@cloudscape-design/components/alert';
import type { ReactNode } from 'react';

/** No bucket is set: there is nothing that a link could point to. */
export function NotPublished(): ReactNode {
  return (
    <Alert type="info" header="Not published">
      This catalog was built without a bucket, so AWS has no template to read. Values can be checked and downloaded;
      links and commands appear once it is built with <span className="code">factory build --bucket</span>.
    </Alert>
  );
}
