import Link from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import type { SiteOffering } from '#lib/site.ts';
import { linkTo } from '../route/route.ts';

/** The form, empty or filled in with one of the examples. */
export function ExampleLinks({ offering }: { readonly offering: SiteOffering }): ReactNode {
  const { id, examples, form } = offering;
  return (
    <ul className="plain rows">
      {examples.map(({ name, values }) => (
        <li key={name}>
          <Link href={linkTo({ page: 'launch', id, example: name })}>{name}</Link>{' '}
          <span className="muted">{titles(form, Object.keys(values))}</span>
        </li>
      ))}
      <li>
        <Link href={linkTo({ page: 'launch', id })}>with your own values</Link>
      </li>
    </ul>
  );
}

function titles({ parameters }: SiteOffering['form'], names: readonly string[]): string {
  return names.map((name) => parameters[name]?.title ?? name).join(', ');
}
