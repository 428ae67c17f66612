import Select from '@cloudscape-design/components/select';
import type { ReactNode } from 'react';
import { isRequired } from '#lib/parameters.ts';
import type { FieldProps } from './field.tsx';

/** One of a few texts. */
export function ChoiceControl({
  parameter,
  field,
  choices,
  onEdit,
  onLeave,
}: FieldProps & { readonly choices: readonly string[] }): ReactNode {
  const options = choices.map((value) => ({ value, label: value === '' ? '(empty)' : value }));
  const unknown = typeof field === 'string' ? { value: field, label: field } : null;
  return (
    <Select
      selectedOption={options.find(({ value }) => value === field) ?? unknown}
      options={options}
      placeholder="Choose"
      ariaRequired={isRequired(parameter)}
      filteringType={options.length > 8 ? 'auto' : 'none'}
      filteringAriaLabel="Find a choice"
      onChange={({ detail }) => onEdit(detail.selectedOption.value, true)}
      onBlur={onLeave}
    />
  );
}
