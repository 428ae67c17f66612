import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { OutsideError } from '#lib/errors.ts';
import type { Finding } from '#lib/findings.ts';
import type { Answer, Question } from './engine-worker.ts';
import type { Template } from './template.ts';

/** CloudFormation Validate on a thread of its own: it takes longer to start, and longer for a template, than all else. */
export type Engine = {
  /** What it finds in a template; `paths` says where in the construct tree a logical id comes from. */
  readonly findings: (template: Template, paths: ReadonlyMap<string, string>) => Promise<readonly Finding[]>;
  readonly close: () => Promise<void>;
};

type Waiting = {
  readonly resolve: (findings: readonly Finding[]) => void;
  readonly reject: (error: Error) => void;
};

/** Starts the thread. Close it, or the process will not end. */
export function openEngine(): Engine {
  const worker = new Worker(join(import.meta.dirname, 'engine-worker.ts'));
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  let ended: Error | undefined;

  const end = (error: Error) => {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  worker.on('message', (answer: Answer) => {
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('findings' in answer) one?.resolve(answer.findings);
    else one?.reject(new OutsideError(answer.failed));
  });
  worker.on('error', (error) =>
    end(new OutsideError(`the thread of CloudFormation Validate failed: ${error.message}`)),
  );
  worker.on('exit', () =>
    end(new OutsideError('the thread of CloudFormation Validate ended before its work was done')),
  );

  return {
    findings: (template, paths) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) return reject(ended);
        asked += 1;
        waiting.set(asked, { resolve, reject });
        worker.postMessage({ id: asked, template, paths } satisfies Question);
      }),
    close: async () => {
      await worker.terminate();
    },
  };
}
