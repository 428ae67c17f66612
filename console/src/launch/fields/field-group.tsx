import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import type { SiteForm } from '#lib/site.ts';
import { hintsAt, issuesToShow } from '../field-issues.ts';
import type { LaunchForm } from '../use-launch.ts';
import { Field } from './field.tsx';

type Props = { readonly form: SiteForm; readonly group: SiteForm['groups'][number]; readonly launch: LaunchForm };

/** Fields that belong together. */
export function FieldGroup({ form, group, launch }: Props): ReactNode {
  const { state, read, send } = launch;
  const judged = { issues: read.issues, visited: state.visited };
  return (
    <Container header={<Header variant="h2">{group.title}</Header>}>
      <SpaceBetween size="l">
        {group.parameters.map((name) => {
          const parameter = form.parameters[name];
          if (parameter === undefined) return null;
          return (
            <Field
              key={name}
              name={name}
              parameter={parameter}
              field={state.draft[name]}
              issues={issuesToShow(name, form, judged)}
              hints={hintsAt(name, form, judged)}
              isFixed={form.fixed?.includes(name) === true}
              onEdit={(field, isDone = false) => send({ type: 'edit', name, field, isDone })}
              onLeave={() => send({ type: 'visit', name })}
            />
          );
        })}
      </SpaceBetween>
    </Container>
  );
}
