import type { ReactNode } from 'react';
import type { SiteFinding } from '#lib/site.ts';

/** Findings, each with its rule, its words and its places. */
export function FindingList({ findings }: { readonly findings: readonly SiteFinding[] }): ReactNode {
  return (
    <ul className="plain rows">
      {findings.map(({ rule, message, paths }) => (
        <li key={`${rule}\n${message}`}>
          <span className="code">{rule}</span> {message}
          <div className="code muted">{paths.join(', ')}</div>
        </li>
      ))}
    </ul>
  );
}
