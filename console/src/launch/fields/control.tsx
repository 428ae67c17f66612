import type { ReactNode } from 'react';
import { kindOf } from '#lib/parameters.ts';
import { ChoiceControl } from './choice-control.tsx';
import { DocumentControl } from './document-control.tsx';
import type { FieldProps } from './field.tsx';
import { ListControl } from './list-control.tsx';
import { NumberControl } from './number-control.tsx';
import { TextControl } from './text-control.tsx';
import { ToggleControl } from './toggle-control.tsx';

/** The control that fits a parameter. */
export function Control(props: FieldProps): ReactNode {
  const { parameter } = props;
  if ('enum' in parameter && parameter.enum !== undefined)
    return <ChoiceControl {...props} choices={parameter.enum.map(String)} />;
  const kind = kindOf(parameter);
  switch (kind) {
    case 'boolean':
      return parameter.default === undefined ? (
        <ChoiceControl {...props} choices={['true', 'false']} />
      ) : (
        <ToggleControl {...props} />
      );
    case 'integer':
    case 'number':
      return <NumberControl {...props} />;
    case 'list':
      return <ListControl {...props} />;
    case 'document':
      return <DocumentControl {...props} />;
    case 'text':
    case 'aws':
      return <TextControl {...props} />;
    default:
      return kind satisfies never;
  }
}
