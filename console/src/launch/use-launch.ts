import type { Dispatch } from 'react';
import { useEffect, useMemo, useReducer } from 'react';
import type { SiteOffering } from '#lib/site.ts';
import { replaceRoute } from '../route/use-route.ts';
import type { ReadDraft } from './draft.ts';
import { readDraft } from './draft.ts';
import type { LaunchAction, LaunchState } from './launch-state.ts';
import { actionOfExample, initialState, nextState } from './launch-state.ts';
import { rememberedRegion, rememberRegion } from './target/remembered-region.ts';

/** The form of an offering as it stands, what it means, and a way to change it. */
export type LaunchForm = {
  readonly state: LaunchState;
  readonly read: ReadDraft;
  readonly send: Dispatch<LaunchAction>;
};

// Forms outlive a look at another page, but not the visit: a reload begins anew, as people expect.
const remembered = new Map<string, LaunchState>();

/** One form for each offering. A named example is filled in when the page is opened with it. */
export function useLaunch(offering: SiteOffering, example?: string): LaunchForm {
  const { id, form, examples } = offering;
  const [state, send] = useReducer(
    (before: LaunchState, action: LaunchAction) => nextState(form, before, action),
    undefined,
    () => remembered.get(id) ?? initialState(offering, rememberedRegion()),
  );
  useEffect(() => {
    remembered.set(id, state);
    rememberRegion(state.target.region);
  }, [id, state]);
  useEffect(() => {
    if (example === undefined) return;
    send(actionOfExample(examples, example));
    // Else a way back to this address would fill the form in again, over what was typed since.
    replaceRoute({ page: 'launch', id });
  }, [id, examples, example]);
  const read = useMemo(() => readDraft(form, state.draft), [form, state.draft]);
  return { state, read, send };
}
