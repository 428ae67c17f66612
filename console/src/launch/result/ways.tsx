import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { comfortableUrlLength } from '#lib/quick-create.ts';
import type { SiteConfig, SiteOffering } from '#lib/site.ts';
import { CodeBlock } from '../../code-block.tsx';
import { download } from './download.ts';
import type { Result } from './result.ts';
import { serviceCatalogUrl } from './result.ts';

type Props = {
  readonly offering: SiteOffering;
  readonly config: SiteConfig;
  readonly region: string;
  /** Absent while something is wrong. */
  readonly result?: Result;
};

/** The ways to launch: a link, Service Catalog, files, a command. */
export function Ways({ offering, config, region, result }: Props): ReactNode {
  return (
    <SpaceBetween size="s">
      <QuickCreate result={result} isPublished={config.bucket !== null} />
      <Button fullWidth external href={serviceCatalogUrl(config, offering.id, region)} target="_blank">
        Open Service Catalog
      </Button>
      <Downloads result={result} />
      {result?.published !== undefined && <Command command={result.published.command} />}
    </SpaceBetween>
  );
}

function QuickCreate({
  result,
  isPublished,
}: {
  readonly result: Result | undefined;
  readonly isPublished: boolean;
}): ReactNode {
  const url = result?.published?.quickCreateUrl;
  if (url === undefined) {
    const reason = isPublished ? 'Settle the values first' : 'Not published';
    return (
      <Button variant="primary" fullWidth disabled disabledReason={reason}>
        Create stack in CloudFormation
      </Button>
    );
  }
  return (
    <SpaceBetween size="xxs">
      <Button variant="primary" fullWidth external href={url} target="_blank">
        Create stack in CloudFormation
      </Button>
      <SpaceBetween size="xs" direction="horizontal" alignItems="center">
        <CopyToClipboard
          variant="inline"
          textToCopy={url}
          textToDisplay="Copy the link"
          copyButtonAriaLabel="Copy the link"
          copySuccessText="Link copied"
          copyErrorText="The browser does not let this page copy"
        />
      </SpaceBetween>
      {url.length > comfortableUrlLength && (
        <Box color="text-status-warning" fontSize="body-s">
          The link has {url.length.toLocaleString('en')} characters, more than mail and chat programs carry: pass on a
          file or the command instead.
        </Box>
      )}
    </SpaceBetween>
  );
}

function Downloads({ result }: { readonly result: Result | undefined }): ReactNode {
  const files = result?.files ?? [];
  return (
    <ButtonDropdown
      fullWidth
      disabled={files.length === 0}
      disabledReason="Settle the values first"
      items={files.map(({ name, title }) => ({ id: name, text: title, secondaryText: name }))}
      onItemClick={({ detail }) => {
        const file = files.find(({ name }) => name === detail.id);
        if (file !== undefined) download(file);
      }}
    >
      Download values
    </ButtonDropdown>
  );
}

function Command({ command }: { readonly command: string }): ReactNode {
  return (
    <ExpandableSection headerText="AWS CLI" headingTagOverride="h3">
      <SpaceBetween size="xs">
        <CodeBlock label="Command for the AWS CLI" text={command} />
        <CopyToClipboard
          textToCopy={command}
          copyButtonText="Copy the command"
          copySuccessText="Command copied"
          copyErrorText="The browser does not let this page copy"
        />
      </SpaceBetween>
    </ExpandableSection>
  );
}
