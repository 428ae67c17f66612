import type { ReactNode } from 'react';
import { useCallback } from 'react';
import { loadConfig, loadOffering } from '../data/documents.ts';
import { useLoaded } from '../data/use-loaded.ts';
import type { Route } from '../route/route.ts';
import { LoadingPage } from '../states/loading-page.tsx';
import { MissingOffering } from '../states/missing-offering.tsx';
import { LaunchView } from './launch-view.tsx';

/** The launch form of an offering, once it is there. */
export default function LaunchPage({ route }: { readonly route: Extract<Route, { page: 'launch' }> }): ReactNode {
  const load = useCallback((id: string) => Promise.all([loadOffering(id), loadConfig()]), []);
  const loaded = useLoaded(route.id, load);
  if (loaded.state === 'loading') return <LoadingPage what="the launch form" />;
  if (loaded.state === 'failed') return <MissingOffering id={route.id} error={loaded.error} retry={loaded.retry} />;
  const [offering, config] = loaded.value;
  return (
    <LaunchView offering={offering} config={config} {...(route.example !== undefined && { example: route.example })} />
  );
}
