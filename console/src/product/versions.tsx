import Badge from '@cloudscape-design/components/badge';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { ReactNode } from 'react';
import type { SiteOffering, SiteVersion } from '#lib/site.ts';

/** The versions of the product, newest first. */
export function Versions({ offering }: { readonly offering: SiteOffering }): ReactNode {
  const { versions, version } = offering;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="A released version never changes. Launches stay on theirs until they are upgraded."
        >
          Versions
        </Header>
      }
    >
      <ul className="plain rows divided">
        {versions.map((one) => (
          <li key={one.version}>
            <Version version={one} isShown={one.version === version} />
          </li>
        ))}
      </ul>
    </Container>
  );
}

function Version({ version, isShown }: { readonly version: SiteVersion; readonly isShown: boolean }): ReactNode {
  const { date, bump, changes } = version;
  return (
    <>
      <div className="facts">
        <strong>{version.version}</strong>
        {bump !== undefined && <Badge color={bump === 'major' ? 'blue' : 'grey'}>{bump}</Badge>}
        <span className="muted">{date ?? 'not released yet'}</span>
        {isShown && <span className="muted">shown here</span>}
      </div>
      {changes.length > 0 && (
        <ul className="changes">
          {changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      )}
    </>
  );
}
