import ExpandableSection from '@cloudscape-design/components/expandable-section';
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
      {decision !== undefined && <div className="code muted">{decision}</div>}
      <div>{reason}</div>
      <ExpandableSection
        variant="inline"
        headingTagOverride="h3"
        headerText={`${count(rules, 'rule')} at ${count(places, 'place')}`}
      >
        <FindingList findings={findings} />
      </ExpandableSection>
    </>
  );
}
