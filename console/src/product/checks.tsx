import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { count } from '#lib/errors.ts';
import type { SiteOffering } from '#lib/site.ts';
import { Acknowledgement } from './acknowledgement.tsx';
import { FindingList } from './finding-list.tsx';
import { InStackCheck } from './in-stack-check.tsx';

/** What the checks found, and who answered for it with which reason. */
export function Checks({ offering }: { readonly offering: SiteOffering }): ReactNode {
  const { open, acknowledged, findings, inStackCheck } = offering;
  const own = acknowledged.filter(({ decision }) => decision === undefined);
  const house = acknowledged.filter(({ decision }) => decision !== undefined);
  return (
    <SpaceBetween size="l">
      {open.length === 0 ? (
        <Alert type="success" header="No open findings">
          CloudFormation Validate, the Control Tower guard rules, six rule packs and the house rules found{' '}
          {count(findings.acknowledged, 'thing')} that somebody answered for, and nothing else.
        </Alert>
      ) : (
        <Container
          header={
            <Header variant="h2" counter={`(${findings.open})`}>
              Open findings
            </Header>
          }
        >
          <FindingList findings={open} />
        </Container>
      )}
      <Group
        title="Decided for this product"
        about="Reasons that stand beside the resource they are about."
        acknowledged={own}
      />
      <Group
        title="House decisions"
        about="Taken once for every product, and applied by shared constructs."
        acknowledged={house}
      />
      <InStackCheck gaps={inStackCheck} />
    </SpaceBetween>
  );
}

type GroupProps = {
  readonly title: string;
  readonly about: string;
  readonly acknowledged: SiteOffering['acknowledged'];
};

function Group({ title, about, acknowledged }: GroupProps): ReactNode {
  if (acknowledged.length === 0) return null;
  return (
    <Container
      header={
        <Header variant="h2" counter={`(${acknowledged.length})`} description={about}>
          {title}
        </Header>
      }
    >
      <Box variant="div">
        <ul className="plain rows divided">
          {acknowledged.map((one) => (
            <li key={`${one.decision?.id ?? ''}\n${one.reason}`}>
              <Acknowledgement acknowledgement={one} />
            </li>
          ))}
        </ul>
      </Box>
    </Container>
  );
}
