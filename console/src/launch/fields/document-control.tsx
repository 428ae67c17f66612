import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { isDocument, isRequired } from '#lib/parameters.ts';
import { CodeBlock } from '../../code-block.tsx';
import { DocumentEditor } from '../document/document-editor.tsx';
import { locate } from '../document/locate.ts';
import { typed } from '../draft.ts';
import type { FieldProps } from './field.tsx';

/** A JSON document, and what it may hold. */
export function DocumentControl({ parameter, field, issues, onEdit, onLeave }: FieldProps): ReactNode {
  const text = typeof field === 'string' ? field : '';
  const lines = locate(text, issues).flatMap(({ position }) => position?.line ?? []);
  return (
    <SpaceBetween size="xxs">
      <DocumentEditor
        text={text}
        wrongLines={new Set(lines)}
        isRequired={isRequired(parameter)}
        onChange={(next) => onEdit(typed(parameter, next))}
        onLeave={onLeave}
      />
      {isDocument(parameter) && (
        <ExpandableSection variant="inline" headerText="What the document may hold" headingTagOverride="h3">
          <CodeBlock label={`Schema of ${parameter.title}`} text={JSON.stringify(parameter.contentSchema, null, 2)} />
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}
