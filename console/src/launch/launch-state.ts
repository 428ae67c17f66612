import type { Issue } from '#lib/errors.ts';
import { readLaunch } from '#lib/launch.ts';
import { suggestion } from '#lib/schema-issues.ts';
import type { SiteExample, SiteForm, SiteOffering } from '#lib/site.ts';
import { locate } from './document/locate.ts';
import type { Draft, FieldDraft } from './draft.ts';
import { draftFrom, emptyDraft } from './draft.ts';
import { fieldOf } from './field-issues.ts';
import type { Target } from './result/result.ts';

/** What the form was filled from, and what was wrong with that. */
export type Filling = { readonly from: string; readonly issues: readonly Issue[] };

/** Everything the launch page remembers. */
export type LaunchState = {
  readonly draft: Draft;
  /** Fields whose issues are shown: somebody has been there, or filled them in from somewhere. */
  readonly visited: ReadonlySet<string>;
  readonly target: Target;
  readonly filling?: Filling;
};

export type LaunchAction =
  | { readonly type: 'edit'; readonly name: string; readonly field: FieldDraft; readonly isDone?: boolean }
  | { readonly type: 'visit'; readonly name: string }
  | { readonly type: 'fill'; readonly from: string; readonly content: unknown }
  | { readonly type: 'refuse'; readonly from: string; readonly issues: readonly Issue[] }
  | { readonly type: 'reset' }
  | { readonly type: 'dismiss' }
  | { readonly type: 'aim'; readonly target: Target };

/** The page before anybody touched it. */
export function initialState({ form }: SiteOffering, region: string): LaunchState {
  return { draft: emptyDraft(form.parameters), visited: new Set(), target: { region } };
}

/** What an action makes of the page. */
export function nextState(form: SiteForm, state: LaunchState, action: LaunchAction): LaunchState {
  switch (action.type) {
    case 'edit':
      return {
        ...state,
        draft: { ...state.draft, [action.name]: action.field },
        visited: action.isDone === true ? withName(state.visited, action.name) : state.visited,
      };
    case 'visit':
      return state.visited.has(action.name) ? state : { ...state, visited: withName(state.visited, action.name) };
    case 'fill':
      return fill(form, state, action);
    case 'refuse':
      return { ...state, filling: { from: action.from, issues: action.issues } };
    case 'reset':
      return { draft: emptyDraft(form.parameters), visited: new Set(), target: { region: state.target.region } };
    case 'dismiss': {
      const { filling: _, ...rest } = state;
      return rest;
    }
    case 'aim':
      return { ...state, target: action.target };
    default:
      return action satisfies never;
  }
}

/** An example as the action that it calls for. */
export function actionOfExample(examples: readonly SiteExample[], wanted: string): LaunchAction {
  const example = examples.find(({ name }) => name === wanted);
  const from = `the example '${wanted}'`;
  if (example !== undefined) return { type: 'fill', from, content: example.values };
  const known = examples.map(({ name }) => name);
  return { type: 'refuse', from, issues: [{ path: '', message: `is not there${suggestion(wanted, known)}` }] };
}

/** The content of a file as the action that it calls for. */
export function actionOf(from: string, text: string): LaunchAction {
  try {
    return { type: 'fill', from, content: JSON.parse(text) };
  } catch {
    const issues = locate(text, [{ path: '', message: 'must be a JSON document' }]).map(({ message, position }) => ({
      path: '',
      message: position === undefined ? message : `${message} (line ${position.line}, column ${position.column})`,
    }));
    return { type: 'refuse', from, issues };
  }
}

function fill(
  form: SiteForm,
  state: LaunchState,
  { from, content }: Extract<LaunchAction, { type: 'fill' }>,
): LaunchState {
  const { values, issues } = readLaunch(form, content);
  const isLaunch = Object.keys(values).some((name) => Object.hasOwn(form.parameters, name));
  // A file with nothing of this product in it is a wrong file: what stands in the form is worth more.
  if (!isLaunch && issues.length > 0) return { ...state, filling: { from, issues } };
  const given = Object.keys(values).filter((name) => Object.hasOwn(form.parameters, name));
  const wrong = issues.flatMap((issue) => fieldOf(issue) ?? []);
  return {
    ...state,
    draft: draftFrom(form.parameters, values),
    visited: new Set([...given, ...wrong]),
    filling: { from, issues },
  };
}

function withName(names: ReadonlySet<string>, name: string): ReadonlySet<string> {
  return new Set([...names, name]);
}
