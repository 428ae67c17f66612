import type { ReactNode } from 'react';
import type { SiteOffering } from '#lib/site.ts';

/** The kinds of resources in the template, and how many there are of each. */
export function ResourceTypes({ offering }: { readonly offering: SiteOffering }): ReactNode {
  return (
    <ul className="plain counts">
      {offering.resourceTypes.map(({ type, count }) => (
        <li key={type}>
          <span className="code">{type}</span>
          <span>{count}</span>
        </li>
      ))}
    </ul>
  );
}
