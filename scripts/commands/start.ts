import type { Context } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import type { BuildOptions } from './build.ts';
import { build } from './build.ts';
import type { ServeOptions } from './serve.ts';
import { portOf, serve } from './serve.ts';

/** `factory start`: everything that somebody new wants to see, in one process. */
export async function start(context: Context, options: Omit<BuildOptions, 'site'> & ServeOptions): Promise<Outcome> {
  portOf(options.port); // A wrong one is told at once, not after the build.
  const built = await build(context, [], { ...options, site: true });
  if (!built.ok) return { ...built, command: 'start' };
  const served = await serve(context, options);
  return {
    ...served,
    command: 'start',
    data: { ...built.data, ...served.data },
    text: `${built.text}\n\n${served.text}`,
    notes: [...(built.notes ?? []), ...(served.notes ?? [])],
  };
}
