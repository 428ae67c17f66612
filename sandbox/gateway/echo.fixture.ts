import type { Call, Service } from '../core/service.ts';
import { modelOf } from './shapes/model.ts';

/** What an echo heard last, and what it is to say next. */
export type Echo = {
  readonly service: () => Service;
  readonly heard: () => { readonly operation: string; readonly input: unknown; readonly call: Call };
  /** The answer of the next request; a function may throw. */
  readonly say: (output: object | (() => object | Promise<object>)) => void;
};

/** A service with every operation of its model: keeps what it is asked, answers what it is told. */
export async function openEcho(service: Omit<Service, 'operations'>): Promise<Echo> {
  let last: ReturnType<Echo['heard']> | undefined;
  let next: object | (() => object | Promise<object>) = {};
  const model = await modelOf({ ...service, operations: {} });
  const operations = Object.fromEntries(
    model.operations().map(({ name }) => [
      name,
      {
        needs: () => [],
        run: (input: unknown, call: Call) => {
          last = { operation: name, input, call };
          return typeof next === 'function' ? next() : next;
        },
      },
    ]),
  );
  return {
    service: () => ({ ...service, operations }),
    heard: () => {
      if (last === undefined) throw new Error('nothing was heard');
      return last;
    },
    say: (output) => {
      next = output;
    },
  };
}
