/** One state of a definition, as far as waiters use the language. */
type State = {
  readonly Type: string;
  readonly Next?: string;
  readonly SecondsPath?: string;
  readonly Parameters?: Json;
  readonly ResultSelector?: Json;
  readonly ResultPath?: string | null;
  readonly Retry?: readonly { readonly MaxAttempts: number }[];
  readonly Catch?: readonly { readonly ResultPath: string; readonly Next: string }[];
  readonly Choices?: readonly { readonly Variable: string; readonly BooleanEquals: boolean; readonly Next: string }[];
  readonly Default?: string;
};

type Json = { readonly [key: string]: unknown };

/** A state machine as its file holds it. */
export type Definition = { readonly StartAt: string; readonly States: { readonly [name: string]: State } };

/** How an execution went. */
export type Drive = { readonly visited: readonly string[]; readonly waitedSeconds: number; readonly end: string };

/**
 * Walks through a waiter's definition: Wait, Task, Choice, Succeed, Fail with JSONPath, which is all that waiters use.
 * Anything else in the definition throws.
 */
export async function drive(
  definition: Definition,
  input: Json,
  world: { invoke: (payload: unknown) => Promise<unknown>; wait?: (seconds: number) => void },
): Promise<Drive> {
  const visited: string[] = [];
  let data = input;
  let waitedSeconds = 0;
  for (let name = definition.StartAt; ; ) {
    const state = definition.States[name];
    if (state === undefined || visited.length > 5_000) throw new Error(`no way on at state '${name}'`);
    visited.push(name);
    if (state.Type === 'Succeed' || state.Type === 'Fail') return { visited, waitedSeconds, end: name };
    const step = await taken(state, data, world.invoke);
    waitedSeconds += step.seconds ?? 0;
    if (step.seconds !== undefined) world.wait?.(step.seconds);
    data = step.output ?? data;
    name = step.next;
  }
}

type Step = { readonly next: string; readonly output?: Json; readonly seconds?: number };

async function taken(state: State, data: Json, invoke: (payload: unknown) => Promise<unknown>): Promise<Step> {
  switch (state.Type) {
    case 'Wait':
      return { next: state.Next ?? '', seconds: secondsIn(data, state) };
    case 'Choice': {
      const choice = state.Choices?.find(({ Variable, BooleanEquals }) => at(data, Variable) === BooleanEquals);
      return { next: choice?.Next ?? state.Default ?? '' };
    }
    case 'Task':
      return task(state, data, invoke);
    default:
      throw new Error(`state type ${state.Type} is not for waiters`);
  }
}

function secondsIn(data: Json, state: State): number {
  const seconds = Number(at(data, state.SecondsPath ?? ''));
  if (!Number.isInteger(seconds) || seconds < 1) throw new Error(`waits ${seconds} seconds`);
  return seconds;
}

async function task(state: State, data: Json, invoke: (payload: unknown) => Promise<unknown>): Promise<Step> {
  const attempts = 1 + (state.Retry?.[0]?.MaxAttempts ?? 0);
  let failure: unknown;
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      // Lambda passes events and results as JSON.
      const payload = throughJson(filled(state.Parameters?.['Payload'], data));
      const result = { Payload: throughJson(await invoke(payload)) };
      const selected = state.ResultSelector === undefined ? result : filled(state.ResultSelector, result);
      return { next: state.Next ?? '', output: state.ResultPath === null ? data : asJson(selected) };
    } catch (error) {
      failure = error;
    }
  }
  const handler = state.Catch?.[0];
  if (handler === undefined) throw failure;
  const { name, message } = failure instanceof Error ? failure : new Error(String(failure));
  const caught = {
    Error: name,
    Cause: JSON.stringify({ errorType: name, errorMessage: message, trace: ['at secret.ts:1'] }),
  };
  return { next: handler.Next, output: { ...data, [handler.ResultPath.replace('$.', '')]: caught } };
}

function throughJson(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Fills a template whose keys end in `.$` with what the paths point to. */
function filled(template: unknown, data: unknown): unknown {
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) =>
      key.endsWith('.$') ? [key.slice(0, -2), at(data, String(value))] : [key, filled(value, data)],
    ),
  );
}

function at(data: unknown, path: string): unknown {
  if (!path.startsWith('$.')) throw new Error(`no path: '${path}'`);
  return path
    .slice(2)
    .split('.')
    .reduce((value, key) => {
      if (typeof value !== 'object' || value === null || !(key in value)) throw new Error(`nothing at '${path}'`);
      return Reflect.get(value, key);
    }, data);
}
