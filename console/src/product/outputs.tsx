import type { ReactNode } from 'react';
import type { SiteOffering } from '#lib/site.ts';

/** What the stack tells after the launch. */
export function Outputs({ offering }: { readonly offering: SiteOffering }): ReactNode {
  const { outputs } = offering;
  if (outputs.length === 0) return <div>The stack has no outputs.</div>;
  return (
    <dl className="terms">
      {outputs.map(({ name, description }) => (
        <div key={name}>
          <dt className="code">{name}</dt>
          <dd>{description}</dd>
        </div>
      ))}
    </dl>
  );
}
