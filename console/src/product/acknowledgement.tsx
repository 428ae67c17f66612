import type { ReactNode } from 'react';
import { count } from '#lib/errors.ts';
import type { SiteAcknowledgement } from '#lib/site.ts';
import { FindingList } from './finding-list.tsx';

/** A reason, and what it answers for. */
export function Acknowledgement({ acknowledgement }: { readonly acknowledgement: SiteAcknowledgement }): ReactNode {
  const { reason, decision, findings } = acknowledgement;
  const places = new Set(findings.flatMap(({ paths }) => paths)).size;
  const rules = new Set(findings.map(({ rule }) => rule)).size;
  return (
    <>
      {decision !== undefined && (
        <h3 className="decision">
          {decision.title} <span className="code muted">{decision.id}</span>
        </h3>
      )}
      <div>{reason}</div>
      <details className="more">
        <summary>
          {count(rules, 'rule')} at {count(places, 'place')}
        </summary>
        <FindingList findings={findings} />
      </details>
    </>
  );
}
