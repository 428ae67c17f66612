import type { ReactNode } from 'react';

/** Text to read or copy as it stands. It scrolls by itself, so it takes the focus: else keys could not scroll it. */
export function CodeBlock({ label, text }: { readonly label: string; readonly text: string }): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard
    <section className="code-block" aria-label={label} tabIndex={0}>
      <pre className="code">{text}</pre>
    </section>
  );
}
