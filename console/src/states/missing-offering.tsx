import type { ReactNode } from 'react';
import type { DocumentError } from '../data/fetch-document.ts';
import { FailedPage } from './failed-page.tsx';
import { UnknownPage } from './unknown-page.tsx';

type Props = { readonly id: string; readonly error: DocumentError; readonly retry: () => void };

/** An offering that is not there, or cannot be had just now. */
export function MissingOffering({ id, error, retry }: Props): ReactNode {
  if (error.isMissing && error.path !== 'config.json') return <UnknownPage what={`No product has the id '${id}'`} />;
  return <FailedPage title="The product cannot be shown" message={error.message} retry={retry} />;
}
