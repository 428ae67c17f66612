import { applyMode, Mode } from '@cloudscape-design/global-styles';
import { useSyncExternalStore } from 'react';

/** Light or dark: as the person chose here, else as the system says. */
export type ModeName = 'light' | 'dark';

const key = 'mode';
const listeners = new Set<() => void>();

function current(): ModeName {
  const chosen = storedMode();
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** Before the first render, so that nobody sees the other mode flash by; and whenever the system changes its mind. */
export function applyPreferredMode(): void {
  apply(current());
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => apply(current()));
}

/** The mode as a value, and a way to choose it. */
export function useMode(): readonly [mode: ModeName, choose: (mode: ModeName) => void] {
  return [useSyncExternalStore(subscribe, current), choose];
}

function choose(mode: ModeName): void {
  try {
    window.localStorage.setItem(key, mode);
  } catch {
    // Storage may be forbidden; then the choice does not outlive the page, and cannot be told from none.
  }
  apply(mode);
}

function apply(mode: ModeName): void {
  applyMode(mode === 'dark' ? Mode.Dark : Mode.Light);
  document.documentElement.style.colorScheme = mode;
  for (const listener of listeners) listener();
}

function storedMode(): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
