import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { ReactNode } from 'react';
import type { SiteOffering } from '#lib/site.ts';

/** What the stack itself checks before it creates anything, and why CloudFormation cannot. */
export function InStackCheck({ gaps }: { readonly gaps: SiteOffering['inStackCheck'] }): ReactNode {
  const bySubject = [...Map.groupBy(gaps, ({ subject }) => subject)];
  const about =
    gaps.length === 0
      ? 'CloudFormation holds every constraint of the form by itself.'
      : 'Before anything is created, the stack checks what CloudFormation cannot.';
  return (
    <Container
      header={
        <Header variant="h2" description={about}>
          Checked inside the stack
        </Header>
      }
    >
      {bySubject.length === 0 ? (
        'Nothing.'
      ) : (
        <dl className="terms">
          {bySubject.map(([subject, own]) => (
            <div key={subject}>
              <dt className="code">{subject}</dt>
              <dd>{own.map(({ why }) => why).join('; ')}</dd>
            </div>
          ))}
        </dl>
      )}
    </Container>
  );
}
