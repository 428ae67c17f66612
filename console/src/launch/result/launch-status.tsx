import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { count } from '#lib/errors.ts';
import { fieldOf } from '../field-issues.ts';
import type { LaunchForm } from '../use-launch.ts';

type Props = { readonly launch: LaunchForm; readonly isPublished: boolean };

/** How far the launch is, in three words. Red only once the person has been at a field that is wrong. */
export function LaunchStatus({ launch, isPublished }: Props): ReactNode {
  const { state, read } = launch;
  const { issues } = read;
  if (issues.length === 0)
    return <StatusIndicator type="success">{isPublished ? 'Ready to launch' : 'All values are right'}</StatusIndicator>;
  const isWrong = issues.some((issue) => state.visited.has(fieldOf(issue) ?? ''));
  return (
    <StatusIndicator type={isWrong ? 'error' : 'pending'}>{count(issues.length, 'thing')} to settle</StatusIndicator>
  );
}
