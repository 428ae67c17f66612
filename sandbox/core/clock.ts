/** Work on the clock: waits, and pauses that do not keep the clock from moving on. */
export type Task = {
  /** Waits until the clock has moved on by that much; ends early, without error, when the clock is closed. */
  readonly sleep: (ms: number) => Promise<void>;
  /**
   * Waits for what somebody else does (a callback, a message). The clock may move on meanwhile.
   *
   * @returns undefined when `withinMs` passed first
   */
  readonly wait: <T>(happening: Promise<T>, withinMs?: number) => Promise<T | undefined>;
};

/** A timer that was set; calling it cancels. */
export type Cancel = () => void;

/** The one clock of a sandbox. Real time runs on it by itself; `advance` makes it jump. */
export type Clock = {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How far the clock is ahead of the machine's, in milliseconds. */
  readonly ahead: () => number;
  /** Runs `run` once when the clock reaches `at`. A timer does not outlive the process: its owner sets it again from what is stored. */
  readonly at: (at: number, run: () => void | Promise<void>) => Cancel;
  /** Runs work that `advance` waits for. Rejects as the work does. */
  readonly run: <T>(work: (task: Task) => Promise<T>) => Promise<T>;
  /** Resolves when no work is under way that is not waiting. */
  readonly idle: () => Promise<void>;
  /** Moves on by so many milliseconds, running what is due in order of its time; whatever one timer starts is finished before the next. */
  readonly advance: (ms: number) => Promise<void>;
  /**
   * Lets work finish and, whenever nothing is left to do, jumps to the next timer, until the condition holds.
   *
   * @returns whether it held before `withinMs` of the clock's time had passed
   */
  readonly until: (condition: () => boolean | Promise<boolean>, withinMs: number) => Promise<boolean>;
  /** Drops all timers and wakes all sleepers. */
  readonly close: () => void;
};

type Timer = { readonly at: number; readonly order: number; readonly run: () => void | Promise<void> };

/** The longest that Node's own timers can wait; a longer wait would fire at once. */
const longestTimeoutMs = 2 ** 31 - 1;

export type ClockOptions = {
  /** The time it shows first, milliseconds since 1970. @default - the machine's time */
  readonly start?: number;
  /** Told what a timer threw. @default - thrown again, which ends the process */
  readonly onError?: (error: unknown) => void;
};

/** Opens a clock. */
export function openClock(options: ClockOptions = {}): Clock {
  return new SandboxClock(options);
}

class SandboxClock implements Clock {
  #offset: number;
  #timers = new Set<Timer>();
  #order = 0;
  #busy = 0;
  #whenIdle: (() => void)[] = [];
  #wake: NodeJS.Timeout | undefined;
  #jumping = false;
  #closed = false;

  #onError: (error: unknown) => void;

  constructor({ start = Date.now(), onError = rethrow }: ClockOptions) {
    this.#offset = start - Date.now();
    this.#onError = onError;
  }

  now = (): number => Date.now() + this.#offset;

  ahead = (): number => this.#offset;

  at = (at: number, run: () => void | Promise<void>): Cancel => {
    const timer = { at, order: this.#order++, run };
    if (this.#closed) return () => {};
    this.#timers.add(timer);
    this.#setWake();
    return () => {
      if (this.#timers.delete(timer)) this.#setWake();
    };
  };

  run = async <T>(work: (task: Task) => Promise<T>): Promise<T> => {
    this.#busy++;
    try {
      return await work({ sleep: this.#sleep, wait: this.#wait });
    } finally {
      this.#leave();
    }
  };

  idle = async (): Promise<void> => {
    do {
      if (this.#busy > 0) await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
      // What was woken just now gets the chance to go on; sockets need a turn of the event loop to be read.
      await new Promise<void>((resolve) => setImmediate(resolve));
    } while (this.#busy > 0);
  };

  advance = async (ms: number): Promise<void> => {
    await this.#jump(async () => {
      const end = this.now() + ms;
      await this.idle();
      for (let next = this.#next(); next !== undefined && next.at <= end; next = this.#next()) {
        this.#fire(next);
        await this.idle();
      }
      this.#moveTo(end);
    });
  };

  until = async (condition: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> => {
    let held = false;
    await this.#jump(async () => {
      const end = this.now() + withinMs;
      await this.idle();
      held = await condition();
      for (let next = this.#next(); !held && next !== undefined && next.at <= end; next = this.#next()) {
        this.#fire(next);
        await this.idle();
        held = await condition();
      }
    });
    return held;
  };

  close = (): void => {
    this.#closed = true;
    clearTimeout(this.#wake);
    const sleepers = [...this.#timers];
    this.#timers.clear();
    for (const { run } of sleepers) if (this.#sleepers.has(run)) void run();
  };

  readonly #sleepers = new WeakSet<() => void | Promise<void>>();

  readonly #sleep = async (ms: number): Promise<void> => {
    if (this.#closed) return;
    await this.#paused(
      () =>
        new Promise<void>((resolve) => {
          const wake = () => resolve();
          this.#sleepers.add(wake);
          this.at(this.now() + ms, wake);
        }),
    );
  };

  readonly #wait = async <T>(happening: Promise<T>, withinMs?: number): Promise<T | undefined> => {
    if (withinMs === undefined) return this.#paused(() => happening);
    let cancel: Cancel = () => {};
    const timeout = new Promise<undefined>((resolve) => {
      const wake = () => resolve(undefined);
      this.#sleepers.add(wake);
      cancel = this.at(this.now() + withinMs, wake);
    });
    return this.#paused(() => Promise.race([happening, timeout])).finally(cancel);
  };

  async #paused<T>(pause: () => Promise<T>): Promise<T> {
    this.#leave();
    try {
      return await pause();
    } finally {
      this.#busy++;
    }
  }

  #leave(): void {
    this.#busy--;
    if (this.#busy > 0) return;
    for (const resolve of this.#whenIdle.splice(0)) resolve();
  }

  /** One jump after another: two at once would each set the time. */
  async #jump(work: () => Promise<void>): Promise<void> {
    if (this.#jumping) throw new Error('the clock is being moved already');
    this.#jumping = true;
    try {
      await work();
    } finally {
      this.#jumping = false;
      this.#setWake();
    }
  }

  #moveTo(time: number): void {
    if (time > this.now()) this.#offset = time - Date.now();
  }

  #next(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (first === undefined || timer.at < first.at || (timer.at === first.at && timer.order < first.order))
        first = timer;
    }
    return first;
  }

  #fire(timer: Timer): void {
    this.#timers.delete(timer);
    this.#moveTo(timer.at);
    // Not awaited: what a timer starts may wait on this very clock. `idle` knows when it is done.
    void this.run(async () => timer.run()).catch(this.#onError);
  }

  #setWake(): void {
    clearTimeout(this.#wake);
    const next = this.#next();
    if (next === undefined || this.#closed || this.#jumping) return;
    const delay = Math.min(Math.max(0, next.at - this.now()), longestTimeoutMs);
    this.#wake = setTimeout(() => this.#fireDue(), delay);
    // A sandbox lives as long as its endpoint listens, not as long as somebody's wait.
    this.#wake.unref();
  }

  #fireDue(): void {
    for (let next = this.#next(); next !== undefined && !this.#jumping && next.at <= this.now(); next = this.#next())
      this.#fire(next);
    this.#setWake();
  }
}

function rethrow(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
