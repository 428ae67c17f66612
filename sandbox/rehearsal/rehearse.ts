import type { Launch } from '#lib/parameters.ts';
import type { Person, Rehearsal, Scene, Stage } from '#lib/rehearsal.ts';
import type { RehearsalReport, RehearsalScene, RehearsalStep, RolePermissions } from '#lib/schemas/rehearsal-report.ts';
import type { Host } from '../core/host.ts';
import { partitionOf } from '../core/partition.ts';
import type { Wares } from './launch-console.ts';
import { LaunchConsole } from './launch-console.ts';
import { withoutTls } from './without-tls.ts';

/** An offering that is to be rehearsed, published in the sandbox already. */
export type Play = Wares & {
  readonly offering: string;
  readonly examples: ReadonlyMap<string, Launch>;
  readonly rehearsal: Rehearsal;
};

/** The sandbox in which it is played. */
export type Venue = {
  readonly url: string;
  readonly host: Host;
  readonly keysOf: (
    account: string,
    person: Person,
  ) => { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly account: string;
  readonly otherAccount: string;
  readonly region: string;
  /** What the roles of the sandbox were refused, and what they never used. */
  readonly permissions: () => Promise<readonly RolePermissions[]> | readonly RolePermissions[];
};

/** Told when a step begins and when it has ended. */
export type OnStep = (step: { readonly scene: string; readonly title: string; readonly ended?: RehearsalStep }) => void;

/** Plays all scenes of a rehearsal. What goes wrong is in the report, not thrown. */
export async function rehearse(play: Play, venue: Venue, onStep: OnStep = () => {}): Promise<RehearsalReport> {
  const started = performance.now();
  venue.host.observed.clear();
  const scenes: RehearsalScene[] = [];
  for (const scene of play.rehearsal.scenes) scenes.push(await playScene(scene, { play, venue, onStep }));
  return {
    offering: play.offering,
    version: play.version,
    ok: scenes.length > 0 && scenes.every(({ ok }) => ok),
    seconds: secondsSince(started),
    scenes,
    permissions: [...(await venue.permissions())],
    unsupported: [...venue.host.observed.unsupportedOperations()],
  };
}

type Playing = { readonly play: Play; readonly venue: Venue; readonly onStep: OnStep };

async function playScene({ title, play: perform }: Scene, playing: Playing): Promise<RehearsalScene> {
  const started = performance.now();
  const steps: RehearsalStep[] = [];
  const launches = consoleFor(playing);
  try {
    await perform(stageOf(playing, { scene: title, steps, launches }));
    return { title, ok: true, seconds: secondsSince(started), steps, events: [] };
  } catch (error) {
    // A scene may fail between its steps; then the failure is a step of its own.
    if (!steps.some(({ ok }) => !ok)) steps.push(failed(title, started, error));
    return { title, ok: false, seconds: secondsSince(started), steps, events: await launches.failures() };
  } finally {
    launches.close();
  }
}

function consoleFor({ play, venue }: Playing): LaunchConsole {
  const settings = (person: Person) => settingsOf(venue, person);
  return new LaunchConsole(play, { launcher: settings('launcher'), admin: settings('admin') }, clockOf(venue));
}

type Under = { readonly scene: string; readonly steps: RehearsalStep[]; readonly launches: LaunchConsole };

function stageOf({ play, venue, onStep }: Playing, { scene, steps, launches }: Under): Stage {
  const step = async <T>(title: string, work: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    onStep({ scene, title });
    const end = (ended: RehearsalStep) => {
      steps.push(ended);
      onStep({ scene, title, ended });
    };
    try {
      const made = await work();
      end({ title, ok: true, seconds: secondsSince(started) });
      return made;
    } catch (error) {
      end(failed(title, started, error));
      throw error;
    }
  };
  return {
    account: venue.account,
    otherAccount: venue.otherAccount,
    region: venue.region,
    partition: partitionOf(venue.region),
    example: (name) => {
      const values = play.examples.get(name);
      if (values === undefined) throw new Error(`there is no example '${name}'`);
      return values;
    },
    as: (person, asking) => settingsOf(venue, person, asking),
    step,
    launch: (name, values) => step(`launch ${name}`, () => launches.launch(name, values)),
    clock: clockOf(venue),
  };
}

function settingsOf(venue: Venue, person: Person, asking: Parameters<Stage['as']>[1] = {}): ReturnType<Stage['as']> {
  const { account = venue.account, region = venue.region, tls = true } = asking;
  return {
    endpoint: venue.url,
    region,
    credentials: venue.keysOf(account, person),
    maxAttempts: 1,
    forcePathStyle: true,
    ...(!tls && { requestHandler: withoutTls() }),
  };
}

function clockOf({ host: { clock } }: Venue): Stage['clock'] {
  return { now: clock.now, advance: clock.advance, until: clock.until };
}

function failed(title: string, started: number, error: unknown): RehearsalStep {
  const text =
    error instanceof Error ? `${error.name === 'Error' ? '' : `${error.name}: `}${error.message}` : String(error);
  return { title, ok: false, seconds: secondsSince(started), error: text };
}

function secondsSince(started: number): number {
  return Math.round(performance.now() - started) / 1000;
}
