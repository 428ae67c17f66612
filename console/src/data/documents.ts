import type { SiteCatalog, SiteConfig, SiteOffering } from '#lib/site.ts';
import { configFrom } from './config.ts';
import { fetchDocument, fetchJson } from './fetch-document.ts';

/** What is offered. */
export function loadCatalog(): Promise<SiteCatalog> {
  return fetchDocument<SiteCatalog>('data/catalog.json');
}

/** Everything about one offering. */
export function loadOffering(id: string): Promise<SiteOffering> {
  return fetchDocument<SiteOffering>(`data/${encodeURIComponent(id)}.json`);
}

/** Where templates are. */
export async function loadConfig(): Promise<SiteConfig> {
  return configFrom(await fetchJson('config.json'));
}
