import Input from '@cloudscape-design/components/input';
import type { ReactNode } from 'react';
import { isRequired } from '#lib/parameters.ts';
import { typed } from '../draft.ts';
import type { FieldProps } from './field.tsx';

/**
 * A number as text, with the keypad for numbers: a browser's own number field says nothing of what it cannot read, and
 * changes with the mouse wheel.
 */
export function NumberControl({ parameter, field, onEdit, onLeave }: FieldProps): ReactNode {
  return (
    <div className="number">
      <Input
        value={typeof field === 'string' ? field : ''}
        inputMode={parameter.type === 'integer' ? 'numeric' : 'decimal'}
        ariaRequired={isRequired(parameter)}
        autoComplete={false}
        onChange={({ detail }) => onEdit(typed(parameter, detail.value.trim()))}
        onBlur={onLeave}
      />
    </div>
  );
}
