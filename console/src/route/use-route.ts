import { useMemo, useSyncExternalStore } from 'react';
import type { Route } from './route.ts';
import { linkTo, routeOf } from './route.ts';

/** What the address bar says, as it changes. */
export function useRoute(): Route {
  const fragment = useSyncExternalStore(subscribe, () => window.location.hash);
  return useMemo(() => routeOf(fragment), [fragment]);
}

/** Puts a route into the address bar without a step back: for what changes with every key stroke. */
export function replaceRoute(route: Parameters<typeof linkTo>[0]): void {
  window.history.replaceState(null, '', linkTo(route));
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
