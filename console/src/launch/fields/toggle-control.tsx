import Toggle from '@cloudscape-design/components/toggle';
import type { ReactNode } from 'react';
import type { FieldProps } from './field.tsx';

/** Yes or no, of which one is the default. */
export function ToggleControl({ field, onEdit }: FieldProps): ReactNode {
  const isOn = field === 'true';
  return (
    <Toggle checked={isOn} onChange={({ detail }) => onEdit(String(detail.checked), true)}>
      {isOn ? 'Yes' : 'No'}
    </Toggle>
  );
}
