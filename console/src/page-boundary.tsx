import type { ReactNode } from 'react';
import { Component } from 'react';
import { FailedPage } from './states/failed-page.tsx';

/** Catches what a page throws while it is loaded or drawn. React has no hook for this. */
export class PageBoundary extends Component<{ readonly children: ReactNode }, { readonly message?: string }> {
  override state: { readonly message?: string } = {};

  static getDerivedStateFromError(error: unknown): { readonly message: string } {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { message } = this.state;
    if (message === undefined) return this.props.children;
    // A part of the page that cannot be fetched is not asked for again before the page is loaded anew.
    return <FailedPage title="This page does not work" message={message} retry={() => window.location.reload()} />;
  }
}
