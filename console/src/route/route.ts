/** The tabs of a product page, in order. */
export const tabs = ['overview', 'readme', 'checks', 'versions'] as const;
export type Tab = (typeof tabs)[number];

/** What the page shows. */
export type Route =
  | { readonly page: 'catalog'; readonly search: string; readonly family?: string }
  | { readonly page: 'product'; readonly id: string; readonly tab: Tab }
  | { readonly page: 'launch'; readonly id: string; readonly example?: string }
  | { readonly page: 'unknown'; readonly path: string };

/** Reads the fragment of a URL. Whatever people type or paste is a route, if only an unknown one. */
export function routeOf(fragment: string): Route {
  const [path = '', query = ''] = fragment.replace(/^#?\/?/u, '').split(/\?(.*)/su);
  const parameters = new URLSearchParams(query);
  const [section, id, rest, ...more] = path.split('/').map(decode);
  if (path === '') return catalog(parameters);
  if (section !== 'products' || id === undefined || id === '' || more.length > 0) return { page: 'unknown', path };
  if (rest === 'launch') return { page: 'launch', id, ...optional('example', parameters.get('example')) };
  const tab = tabs.find((name) => name === (rest ?? 'overview'));
  return tab === undefined ? { page: 'unknown', path } : { page: 'product', id, tab };
}

/** The link to a route: a fragment, so that any file server will do. */
export function linkTo(route: Exclude<Route, { page: 'unknown' }>): string {
  switch (route.page) {
    case 'catalog':
      return withQuery('#/', { q: route.search, family: route.family });
    case 'product':
      return `#/products/${encodeURIComponent(route.id)}${route.tab === 'overview' ? '' : `/${route.tab}`}`;
    case 'launch':
      return withQuery(`#/products/${encodeURIComponent(route.id)}/launch`, { example: route.example });
    default:
      return route satisfies never;
  }
}

function catalog(parameters: URLSearchParams): Route {
  return { page: 'catalog', search: parameters.get('q') ?? '', ...optional('family', parameters.get('family')) };
}

function withQuery(path: string, values: { readonly [name: string]: string | undefined }): string {
  const given = Object.entries(values).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '',
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

function optional<K extends string>(name: K, value: string | null): { readonly [key in K]?: string } {
  // The computed key is the literal that was passed in, which the compiler widens.
  return value === null || value === '' ? {} : ({ [name]: value } as { readonly [key in K]?: string });
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
