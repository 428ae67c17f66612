import Button from '@cloudscape-design/components/button';
import Textarea from '@cloudscape-design/components/textarea';
import type { ReactNode } from 'react';
import { useRef } from 'react';

type Props = {
  readonly text: string;
  /** Numbers of the lines that something is wrong with, from one. */
  readonly wrongLines: ReadonlySet<number>;
  readonly isRequired: boolean;
  readonly onChange: (text: string) => void;
  readonly onLeave: () => void;
};

const [fewest, most] = [6, 24];

/**
 * A text area with line numbers. Not a code editor: those are fetched from elsewhere or weigh more than this page, and
 * keep the Tab key for themselves.
 */
export function DocumentEditor({ text, wrongLines, isRequired, onChange, onLeave }: Props): ReactNode {
  const gutter = useRef<HTMLDivElement>(null);
  const lines = text.split('\n').length;
  const pretty = prettyPrinted(text);
  return (
    <div>
      <div className="document">
        <div className="document-gutter" aria-hidden="true">
          <div ref={gutter}>
            {Array.from({ length: lines }, (_, index) => index + 1).map((line) => (
              <div key={line} className={wrongLines.has(line) ? 'document-line document-line-wrong' : 'document-line'}>
                {line}
              </div>
            ))}
          </div>
        </div>
        <div className="document-text">
          <Textarea
            value={text}
            rows={Math.min(most, Math.max(fewest, lines + 1))}
            resize="vertical"
            spellcheck={false}
            ariaRequired={isRequired}
            nativeTextareaAttributes={{
              wrap: 'off',
              onScroll: ({ currentTarget }) => {
                if (gutter.current !== null) gutter.current.style.translate = `0 ${-currentTarget.scrollTop}px`;
              },
            }}
            onChange={({ detail }) => onChange(detail.value)}
            onBlur={onLeave}
          />
        </div>
      </div>
      <Button
        variant="inline-link"
        disabled={pretty === undefined || pretty === text}
        onClick={() => onChange(pretty ?? text)}
      >
        Format
      </Button>
    </div>
  );
}

/** The document with one property on each line; undefined while it is not JSON. */
function prettyPrinted(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return undefined;
  }
}
