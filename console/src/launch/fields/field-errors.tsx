import Link from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import type { LocatedIssue } from '../document/locate.ts';
import { locate } from '../document/locate.ts';
import { selectIn } from '../document/select-in.ts';
import type { FieldIssue } from '../field-issues.ts';

type Props = {
  readonly controlId: string;
  readonly issues: readonly FieldIssue[];
  /** Text of a document, in which issues have places. */
  readonly document?: string;
};

/** What is wrong with a field, issue by issue; in a document with the place, and a way there. */
export function FieldErrors({ controlId, issues, document }: Props): ReactNode {
  const located: readonly LocatedIssue[] = document === undefined ? issues : locate(document, issues);
  return (
    <span className="issues">
      {located.map((issue) => (
        <FieldError key={`${issue.path}\n${issue.message}`} controlId={controlId} issue={issue} />
      ))}
    </span>
  );
}

function FieldError({ controlId, issue }: { readonly controlId: string; readonly issue: LocatedIssue }): ReactNode {
  const { path, message, position } = issue;
  const words = [path.slice(1), message].filter((part) => part !== '').join(' ');
  if (position === undefined) return <span>{words}</span>;
  return (
    <span>
      <Link variant="primary" fontSize="inherit" onFollow={() => selectIn(controlId, position)}>
        Line {position.line}, column {position.column}
      </Link>
      {`: ${words}`}
    </span>
  );
}
