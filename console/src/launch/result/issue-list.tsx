import Link from '@cloudscape-design/components/link';
import LiveRegion from '@cloudscape-design/components/live-region';
import type { Dispatch, ReactNode } from 'react';
import type { Issue } from '#lib/errors.ts';
import type { SiteForm } from '#lib/site.ts';
import { fieldOf, inFormOrder, placeIn } from '../field-issues.ts';
import { addIdOf, controlIdOf } from '../fields/field.tsx';
import type { LaunchForm } from '../use-launch.ts';
import { LaunchStatus } from './launch-status.tsx';

type Props = { readonly form: SiteForm; readonly launch: LaunchForm; readonly isPublished: boolean };

/** Everything that keeps the launch from being one, each with the way to its field. */
export function IssueList({ form, launch, isPublished }: Props): ReactNode {
  const { read, send } = launch;
  return (
    <div className="issue-list">
      <LiveRegion>
        <LaunchStatus launch={launch} isPublished={isPublished} />
      </LiveRegion>
      <ul className="plain">
        {inFormOrder(form, read.issues).map((issue) => (
          <li key={`${issue.path}\n${issue.message}`}>
            <FieldLink form={form} issue={issue} send={send} /> {issue.message}
          </li>
        ))}
      </ul>
    </div>
  );
}

type FieldLinkProps = {
  readonly form: SiteForm;
  readonly issue: Issue;
  readonly send: Dispatch<{ readonly type: 'visit'; readonly name: string }>;
};

function FieldLink({ form, issue, send }: FieldLinkProps): ReactNode {
  const name = fieldOf(issue);
  const parameter = name === undefined ? undefined : form.parameters[name];
  if (name === undefined || parameter === undefined) return null;
  const go = () => {
    send({ type: 'visit', name });
    focusField(name, issue.path.split('/')[2]);
  };
  return (
    <Link onFollow={go}>{[parameter.title, placeIn(parameter, issue)].filter((part) => part !== '').join(', ')}</Link>
  );
}

/** The item of a list if the issue is about one, else the field, else the button that adds to the list. */
function focusField(name: string, item: string | undefined): void {
  const ids = [`${controlIdOf(name)}-${item}`, controlIdOf(name), addIdOf(name)];
  const target = ids.map((id) => document.getElementById(id)).find((element) => element !== null);
  target?.focus();
  target?.scrollIntoView({ block: 'center' });
}
