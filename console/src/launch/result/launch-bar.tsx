import Button from '@cloudscape-design/components/button';
import type { ReactNode } from 'react';
import type { LaunchForm } from '../use-launch.ts';
import { LaunchStatus } from './launch-status.tsx';

/** Id of the panel, for those who jump to it. */
export const panelId = 'launch-panel';

/** At the foot of a narrow window, where the panel is below the form: how far one is, and the way there. */
export function LaunchBar(props: { readonly launch: LaunchForm; readonly isPublished: boolean }): ReactNode {
  const go = () => {
    const panel = document.getElementById(panelId);
    panel?.scrollIntoView();
    panel?.focus({ preventScroll: true });
  };
  return (
    <div className="launch-bar">
      <LaunchStatus {...props} />
      <Button onClick={go}>To the launch</Button>
    </div>
  );
}
