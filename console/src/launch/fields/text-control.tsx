import Input from '@cloudscape-design/components/input';
import type { ReactNode } from 'react';
import { isRequired } from '#lib/parameters.ts';
import { typed } from '../draft.ts';
import type { FieldProps } from './field.tsx';

/** One line of text. */
export function TextControl({ parameter, field, onEdit, onLeave }: FieldProps): ReactNode {
  return (
    <Input
      value={typeof field === 'string' ? field : ''}
      ariaRequired={isRequired(parameter)}
      autoComplete={false}
      spellcheck={false}
      onChange={({ detail }) => onEdit(typed(parameter, detail.value))}
      onBlur={onLeave}
    />
  );
}
