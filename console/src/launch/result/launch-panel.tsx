import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import type { SiteConfig, SiteOffering } from '#lib/site.ts';
import { RegionSelect } from '../target/region-select.tsx';
import type { LaunchForm } from '../use-launch.ts';
import { IssueList } from './issue-list.tsx';
import { panelId } from './launch-bar.tsx';
import { NotPublished } from './not-published.tsx';
import { issuesInTarget, resultOf, suggestedStackName } from './result.ts';
import { Ways } from './ways.tsx';

type Props = { readonly offering: SiteOffering; readonly config: SiteConfig; readonly launch: LaunchForm };

/** Where to launch, what is still missing, and the ways to launch once nothing is. */
export function LaunchPanel({ offering, config, launch }: Props): ReactNode {
  const { state, read } = launch;
  const { values, issues } = read;
  const wrongTarget = issuesInTarget(state.target);
  const isReady = issues.length === 0 && wrongTarget.length === 0;
  const result = isReady ? resultOf({ offering, config, values, target: state.target }) : undefined;
  return (
    <aside className="launch-panel" aria-label="Launch" id={panelId} tabIndex={-1}>
      <Container header={<Header variant="h2">Launch</Header>}>
        <SpaceBetween size="m">
          <TargetFields offering={offering} launch={launch} />
          <IssueList form={offering.form} launch={launch} isPublished={config.bucket !== null} />
          {config.bucket === null && <NotPublished />}
          <Ways
            offering={offering}
            config={config}
            region={state.target.region}
            {...(result !== undefined && { result })}
          />
        </SpaceBetween>
      </Container>
    </aside>
  );
}

function TargetFields({ offering, launch }: Omit<Props, 'config'>): ReactNode {
  const { state, read, send } = launch;
  const { target } = state;
  const { region, stackName } = target;
  const [issue] = issuesInTarget(target);
  return (
    <SpaceBetween size="m">
      <FormField
        controlId="target-region"
        label="Region"
        description="Of the account that your browser is signed in to."
      >
        <RegionSelect region={region} onChange={(next) => send({ type: 'aim', target: { ...target, region: next } })} />
      </FormField>
      <FormField
        controlId="target-stack-name"
        label="Stack name"
        constraintText={stackName === undefined ? 'Follows from the values, until you change it.' : ''}
        {...(issue !== undefined && { errorText: issue.message })}
      >
        <Input
          value={stackName ?? suggestedStackName(offering, read.values)}
          spellcheck={false}
          autoComplete={false}
          onChange={({ detail }) =>
            send({ type: 'aim', target: detail.value === '' ? { region } : { region, stackName: detail.value } })
          }
        />
      </FormField>
    </SpaceBetween>
  );
}
