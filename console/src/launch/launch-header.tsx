import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import FileInput from '@cloudscape-design/components/file-input';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Dispatch, ReactNode } from 'react';
import type { SiteOffering } from '#lib/site.ts';
import type { LaunchAction } from './launch-state.ts';
import { actionOf, actionOfExample } from './launch-state.ts';

type Props = { readonly offering: SiteOffering; readonly send: Dispatch<LaunchAction> };

/** Title of the launch page, and the ways to fill the form without typing. */
export function LaunchHeader({ offering, send }: Props): ReactNode {
  const { title, version, required, parameters, examples } = offering;
  return (
    <Header
      variant="h1"
      description={`Version ${version}. ${required} of ${parameters} fields are required; the others have a default.`}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          {examples.length > 0 && <Examples offering={offering} send={send} />}
          <FileInput
            accept=".json,application/json"
            value={[]}
            onChange={({ detail }) => void fillFrom(detail.value[0], send)}
          >
            Fill from file
          </FileInput>
          <Button onClick={() => send({ type: 'reset' })}>Start over</Button>
        </SpaceBetween>
      }
    >
      Launch {title}
    </Header>
  );
}

function Examples({ offering, send }: Props): ReactNode {
  const { examples } = offering;
  return (
    <ButtonDropdown
      items={examples.map(({ name, values }) => ({
        id: name,
        text: name,
        secondaryText: `${Object.keys(values).length} of ${offering.parameters} fields`,
      }))}
      onItemClick={({ detail }) => {
        send(actionOfExample(examples, detail.id));
      }}
    >
      Fill from example
    </ButtonDropdown>
  );
}

async function fillFrom(file: File | undefined, send: Dispatch<LaunchAction>): Promise<void> {
  if (file === undefined) return;
  try {
    send(actionOf(file.name, await file.text()));
  } catch (error) {
    // A file that was moved or is a folder: the browser says so only when it is read.
    const message = `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    send({ type: 'refuse', from: file.name, issues: [{ path: '', message }] });
  }
}
