import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import type { ReactNode } from 'react';
import { isList } from '#lib/parameters.ts';
import type { FieldIssue } from '../field-issues.ts';
import type { FieldProps } from './field.tsx';
import { addIdOf, controlIdOf } from './field.tsx';
import { focusLater } from './focus-later.ts';

/** A list, one line for each item. */
export function ListControl({ name, parameter, field, issues, onEdit, onLeave }: FieldProps): ReactNode {
  const items = typeof field === 'object' ? field : [];
  const maximum = isList(parameter) ? parameter.maxItems : undefined;
  const isFull = maximum !== undefined && items.length >= maximum;
  const idOf = (index: number) => `${controlIdOf(name)}-${index}`;
  // A required list without items is not given, as a required text without characters.
  const edit = (next: readonly string[], isDone = false) =>
    onEdit(next.length === 0 && parameter.default === undefined ? undefined : next, isDone);
  const remove = (index: number) => {
    edit(
      items.filter((_, place) => place !== index),
      true,
    );
    // What had the focus is gone: the next item takes it, else the one before, else the button that adds.
    focusLater(items.length === 1 ? addIdOf(name) : idOf(Math.min(index, items.length - 2)));
  };
  const add = () => {
    edit([...items, '']);
    focusLater(idOf(items.length));
  };
  return (
    <div className="list">
      {items.map((item, index) => (
        <FormField key={index} controlId={idOf(index)} stretch {...errorAt(issues, index)}>
          <div className="list-item">
            <Input
              value={item}
              ariaLabel={`${parameter.title}, item ${index + 1}`}
              autoComplete={false}
              spellcheck={false}
              onChange={({ detail }) => edit(items.map((before, place) => (place === index ? detail.value : before)))}
              onBlur={onLeave}
            />
            <Button
              iconName="remove"
              variant="icon"
              ariaLabel={`Remove item ${index + 1} of ${parameter.title}`}
              onClick={() => remove(index)}
            />
          </div>
        </FormField>
      ))}
      <Button
        iconName="add-plus"
        disabled={isFull}
        disabledReason={`No more than ${maximum}`}
        nativeButtonAttributes={{ id: addIdOf(name) }}
        onClick={add}
      >
        Add item
      </Button>
    </div>
  );
}

function errorAt(issues: readonly FieldIssue[], index: number): { readonly errorText?: string } {
  const own = issues.filter(({ path }) => path === `/${index}`);
  return own.length === 0 ? {} : { errorText: own.map(({ message }) => message).join('; ') };
}
