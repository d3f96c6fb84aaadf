import type { FunctionEnvironment } from './function-environment';

export interface EnvironmentsOptions {
  readonly start: () => Promise<FunctionEnvironment> | FunctionEnvironment;
  /** How many invocations run at once; the others wait. */
  readonly concurrency: number;
}

/** The environments of a function. As in Lambda, one that is idle is used again, and one that ended is replaced. */
export class Environments {
  readonly #options: EnvironmentsOptions;
  readonly #all = new Set<FunctionEnvironment>();
  readonly #idle: FunctionEnvironment[] = [];
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(options: EnvironmentsOptions) {
    this.#options = options;
  }

  async invoke(event: unknown, clockShiftMillis: number): Promise<unknown> {
    // One that ends leaves its place to one that waits.
    if (this.#running < this.#options.concurrency) this.#running += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      const environment = await this.#take();
      try {
        return await environment.invoke(event, clockShiftMillis);
      } finally {
        this.#giveBack(environment);
      }
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#all].map((environment) => environment.close()));
  }

  async #take(): Promise<FunctionEnvironment> {
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (idle.isAlive) return idle;
      this.#all.delete(idle);
    }
    const environment = await this.#options.start();
    this.#all.add(environment);
    return environment;
  }

  #giveBack(environment: FunctionEnvironment): void {
    if (environment.isAlive) this.#idle.push(environment);
    else this.#all.delete(environment);
  }
}
