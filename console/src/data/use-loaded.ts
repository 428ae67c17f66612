import { useCallback, useEffect, useState } from 'react';
import { DocumentError } from './fetch-document.ts';

/** Something on its way. */
export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'there'; readonly value: T }
  | { readonly state: 'failed'; readonly error: DocumentError; readonly retry: () => void };

/** Loads what `load` promises, once for each `key`, and again when the person asks for it. */
export function useLoaded<T>(key: string, load: (key: string) => Promise<T>): Loaded<T> {
  const [attempt, setAttempt] = useState(0);
  const [result, setResult] = useState<{ readonly of: string; readonly loaded: Loaded<T> }>();
  const retry = useCallback(() => setAttempt((before) => before + 1), []);
  const wanted = `${attempt}\n${key}`;

  useEffect(() => {
    let isWanted = true;
    const settle = (loaded: Loaded<T>) => isWanted && setResult({ of: wanted, loaded });
    load(key).then(
      (value) => settle({ state: 'there', value }),
      (error: unknown) => settle({ state: 'failed', error: toDocumentError(key, error), retry }),
    );
    return () => {
      isWanted = false;
    };
  }, [key, wanted, load, retry]);

  // What belongs to another key is not shown, not even for one frame.
  return result?.of === wanted ? result.loaded : { state: 'loading' };
}

function toDocumentError(key: string, error: unknown): DocumentError {
  if (error instanceof DocumentError) return error;
  return new DocumentError(key, `fails: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
}
