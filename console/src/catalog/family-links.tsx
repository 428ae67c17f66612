import type { ReactNode } from 'react';
import type { SiteSummary } from '#lib/site.ts';
import type { Route } from '../route/route.ts';
import { linkTo } from '../route/route.ts';
import { familiesOf } from './matches.ts';

type Props = { readonly route: Extract<Route, { page: 'catalog' }>; readonly offerings: readonly SiteSummary[] };

/** All products, or those of one family. One family alone is no choice. */
export function FamilyLinks({ route, offerings }: Props): ReactNode {
  const families = familiesOf(offerings);
  if (families.length < 2) return null;
  const { search } = route;
  return (
    <nav aria-label="Families">
      <ul className="plain families">
        <li>
          <FamilyLink
            name="All"
            count={offerings.length}
            isCurrent={route.family === undefined}
            href={linkTo({ page: 'catalog', search })}
          />
        </li>
        {families.map(({ family, title, count }) => (
          <li key={family}>
            <FamilyLink
              name={title}
              count={count}
              isCurrent={route.family === family}
              href={linkTo({ page: 'catalog', search, family })}
            />
          </li>
        ))}
      </ul>
    </nav>
  );
}

type LinkProps = { readonly name: string; readonly count: number; readonly isCurrent: boolean; readonly href: string };

function FamilyLink({ name, count, isCurrent, href }: LinkProps): ReactNode {
  return (
    <a className="family" href={href} aria-current={isCurrent ? 'true' : undefined}>
      {name} <span className="family-count">{count}</span>
    </a>
  );
}
