import FormField from '@cloudscape-design/components/form-field';
import type { ReactNode } from 'react';
import type { Parameter } from '#lib/parameters.ts';
import { isDocument, isList, isRequired } from '#lib/parameters.ts';
import { constraintText } from '../constraint-text.ts';
import type { FieldDraft } from '../draft.ts';
import type { FieldIssue } from '../field-issues.ts';
import { Control } from './control.tsx';
import { FieldErrors } from './field-errors.tsx';

export type FieldProps = {
  readonly name: string;
  readonly parameter: Parameter;
  readonly field: FieldDraft;
  /** Issues to show, below the field. */
  readonly issues: readonly FieldIssue[];
  /** Rules that are broken at another field and concern this one. */
  readonly hints: readonly string[];
  readonly isFixed: boolean;
  /** `isDone`: the person has finished with the field, as with a choice; else it is finished when it is left. */
  readonly onEdit: (field: FieldDraft, isDone?: boolean) => void;
  readonly onLeave: () => void;
};

/** One parameter: its words, its control, and what is wrong with it. */
export function Field(props: FieldProps): ReactNode {
  const { name, parameter, field, issues, hints, isFixed } = props;
  // What concerns an item of a list stands at the item.
  const own = issues.filter(({ path }) => !isList(parameter) || path === '');
  const document = isDocument(parameter) && typeof field === 'string' ? { document: field } : {};
  const controlId = controlIdOf(name);
  return (
    <FormField
      controlId={controlId}
      stretch={isDocument(parameter) || holdsArn(parameter)}
      label={<Label parameter={parameter} />}
      info={<Name name={name} isFixed={isFixed} />}
      description={parameter.description}
      constraintText={constraintText(parameter)}
      {...(own.length > 0 && { errorText: <FieldErrors controlId={controlId} issues={own} {...document} /> })}
      {...(own.length === 0 && hints.length > 0 && { warningText: hints.join('; ') })}
    >
      <Control {...props} />
    </FormField>
  );
}

/** The element that gets the focus when somebody asks for a field. */
export function controlIdOf(name: string): string {
  return `field-${name}`;
}

/** The button that adds to a list. Not the control itself, or the label of the field would name it. */
export function addIdOf(name: string): string {
  return `${controlIdOf(name)}-add`;
}

/** An ARN does not fit into the usual width. */
function holdsArn(parameter: Parameter): boolean {
  return 'pattern' in parameter && parameter.pattern?.includes('arn:') === true;
}

function Label({ parameter }: { readonly parameter: Parameter }): ReactNode {
  return (
    <>
      {parameter.title}
      {isRequired(parameter) && <span className="required"> required</span>}
    </>
  );
}

function Name({ name, isFixed }: { readonly name: string; readonly isFixed: boolean }): ReactNode {
  return <span className="code muted">{isFixed ? `${name}, fixed after launch` : name}</span>;
}
