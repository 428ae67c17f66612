import Alert from '@cloudscape-design/components/alert';
import type { Dispatch, ReactNode } from 'react';
import { count } from '#lib/errors.ts';
import type { SiteForm } from '#lib/site.ts';
import { fieldOf } from './field-issues.ts';
import type { Filling, LaunchAction } from './launch-state.ts';

type Props = { readonly filling: Filling | undefined; readonly form: SiteForm; readonly send: Dispatch<LaunchAction> };

/** What came of filling the form from an example or a file. */
export function FillingNotice({ filling, form, send }: Props): ReactNode {
  if (filling === undefined) return null;
  const { from, issues } = filling;
  const isRight = issues.length === 0;
  return (
    <div role="status">
      <Alert
        type={isRight ? 'success' : 'error'}
        dismissible
        onDismiss={() => send({ type: 'dismiss' })}
        header={isRight ? `Filled in from ${from}` : `${from} has ${count(issues.length, 'issue')}`}
      >
        {isRight ? (
          'What it leaves out has its default.'
        ) : (
          <ul className="plain">
            {issues.map((issue) => (
              <li key={`${issue.path}\n${issue.message}`}>
                <strong>{nameOf(form, fieldOf(issue))}</strong> {issue.message}
              </li>
            ))}
          </ul>
        )}
      </Alert>
    </div>
  );
}

function nameOf({ parameters }: SiteForm, name: string | undefined): string {
  if (name === undefined) return '';
  const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  return parameter === undefined ? name : parameter.title;
}
