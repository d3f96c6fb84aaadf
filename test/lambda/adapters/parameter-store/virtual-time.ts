import { setImmediate as turn } from 'node:timers/promises';

interface Timer {
  readonly endsAt: number;
  readonly end: () => void;
}

/** Time that passes only while {@link VirtualTime.pass} runs, and then from timer to timer. */
export class VirtualTime {
  #now = 0;
  #timers: readonly Timer[] = [];

  /** Milliseconds since the start. */
  readonly clock = (): number => this.#now;

  /** Ends early with the signal. */
  readonly pause = (millis: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (millis < 0) throw new Error(`Node.js warns of a pause of ${millis} ms`);
      const timer = { endsAt: this.#now + millis, end: resolve };
      this.#timers = [...this.#timers, timer];
      signal?.addEventListener('abort', () => {
        this.#timers = this.#timers.filter((other) => other !== timer);
        resolve();
      });
    });

  /** Lets time pass, and everything happen that happens meanwhile. */
  async pass(millis: number): Promise<void> {
    const endsAt = this.#now + millis;
    for (;;) {
      await turn();
      const [next] = [...this.#timers].sort((one, other) => one.endsAt - other.endsAt);
      if (next === undefined || next.endsAt > endsAt) break;
      this.#now = next.endsAt;
      this.#timers = this.#timers.filter((other) => other !== next);
      next.end();
    }
    this.#now = endsAt;
  }
}
