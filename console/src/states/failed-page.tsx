import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import type { ReactNode } from 'react';
import { Page } from '../page.tsx';

type Props = { readonly title: string; readonly message: string; readonly retry: () => void };

/** Something could not be had: what, why, and a way to try again. */
export function FailedPage({ title, message, retry }: Props): ReactNode {
  return (
    <Page title={title} header={<Header variant="h1">{title}</Header>}>
      <div role="alert">
        <Alert type="error" header={message} action={<Button onClick={retry}>Try again</Button>}>
          Nothing of yours is lost. If it stays this way, tell whoever hosts this page.
        </Alert>
      </div>
    </Page>
  );
}
