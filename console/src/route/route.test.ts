import type { Route } from './route.ts';
import { linkTo, routeOf } from './route.ts';

test.each<[string, Route]>([
  ['', { page: 'catalog', search: '' }],
  ['#/', { page: 'catalog', search: '' }],
  ['#/?q=tenant+bucket&family=amc', { page: 'catalog', search: 'tenant bucket', family: 'amc' }],
  ['#/products/amc-tenant-bucket', { page: 'product', id: 'amc-tenant-bucket', tab: 'overview' }],
  ['#/products/amc-tenant-bucket/checks', { page: 'product', id: 'amc-tenant-bucket', tab: 'checks' }],
  ['#/products/amc-tenant-bucket/launch', { page: 'launch', id: 'amc-tenant-bucket' }],
  ['#/products/a/launch?example=minimal', { page: 'launch', id: 'a', example: 'minimal' }],
])('%s is a route', (fragment, route) => {
  expect(routeOf(fragment)).toEqual(route);
});

test.each(['#/products', '#/products/', '#/products/a/b/c', '#/products/a/nothing', '#/else'])(
  '%s leads nowhere, and says so',
  (fragment) => {
    expect(routeOf(fragment).page).toBe('unknown');
  },
);

test.each<Exclude<Route, { page: 'unknown' }>>([
  { page: 'catalog', search: 'a & b?', family: 'data-lake' },
  { page: 'catalog', search: '' },
  { page: 'product', id: 'a/b c', tab: 'readme' },
  { page: 'launch', id: 'a', example: 'über alles' },
])('a link leads back to its route', (route) => {
  expect(routeOf(linkTo(route))).toEqual(route);
});

test('survives an address that is not encoded right', () => {
  expect(routeOf('#/products/%E0%A4%A')).toEqual({ page: 'product', id: '%E0%A4%A', tab: 'overview' });
});
