import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import type { SiteOffering } from '#lib/site.ts';
import { Diagram } from './diagram.tsx';
import { ExampleLinks } from './example-links.tsx';
import { Facts } from './facts.tsx';
import { Outputs } from './outputs.tsx';
import { ResourceTypes } from './resource-types.tsx';

/** What a launcher and an evaluator want to know first. */
export function Overview({ offering }: { readonly offering: SiteOffering }): ReactNode {
  const { diagram, title } = offering;
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">At a glance</Header>}>
        <Facts offering={offering} />
      </Container>
      {diagram !== undefined && (
        <Container header={<Header variant="h2">How it is built</Header>}>
          <Diagram diagram={diagram} title={title} />
        </Container>
      )}
      <Container header={<Header variant="h2">Ways to launch it</Header>}>
        <ExampleLinks offering={offering} />
      </Container>
      <ColumnLayout columns={2}>
        <Container header={<Header variant="h2">What you get back</Header>} fitHeight>
          <Outputs offering={offering} />
        </Container>
        <Container header={<Header variant="h2">What it creates</Header>} fitHeight>
          <ResourceTypes offering={offering} />
        </Container>
      </ColumnLayout>
    </SpaceBetween>
  );
}
