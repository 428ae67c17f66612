import type { SiteDocument } from '#lib/site.ts';
import { siteFormat } from '#lib/site.ts';

/** Why a document could not be had, in words for the person who looks at the page. */
export class DocumentError extends Error {
  override name = 'DocumentError';
  /** The file server says that there is no such file, as opposed to anything else that goes wrong. */
  readonly isMissing: boolean;
  readonly path: string;

  constructor(path: string, problem: string, options: ErrorOptions & { readonly isMissing?: boolean } = {}) {
    super(`${path} ${problem}`, options);
    this.path = path;
    this.isMissing = options.isMissing === true;
  }
}

/**
 * Fetches a document of the page.
 *
 * @throws DocumentError when it is not there, is not JSON, or is of another build than the page
 */
export async function fetchDocument<D extends SiteDocument>(path: string): Promise<D> {
  const value = await fetchJson(path);
  if (!isRecord(value) || value['format'] !== siteFormat) {
    throw new DocumentError(path, `was written by another build than this page: build and upload both together`);
  }
  return value as D; // Of the same build, which has written it by this very type.
}

/** Fetches any JSON beside the page. */
export async function fetchJson(path: string): Promise<unknown> {
  const response = await fetch(path).catch((cause: unknown) => {
    throw new DocumentError(path, 'cannot be fetched: the file server does not answer', { cause });
  });
  if (!response.ok) {
    // Buckets without the right to list say 403 of what is not there.
    const isMissing = response.status === 404 || response.status === 403;
    throw new DocumentError(path, `cannot be fetched: the file server answers ${response.status}`, { isMissing });
  }
  return response.json().catch((cause: unknown) => {
    throw new DocumentError(path, 'is not JSON', { cause });
  });
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
