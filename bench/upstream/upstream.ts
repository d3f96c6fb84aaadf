import { join } from 'node:path';
import { Child } from '../processes/child';
import type { Pace } from './pace';
import type { Arrival, UpstreamQuestion } from './upstream-process';

/** Bedrock and Parameter Store with fixed replies, in a process of their own. */
export class Upstream {
  readonly url: string;
  readonly #process: Child;

  private constructor(url: string, process: Child) {
    this.url = url;
    this.#process = process;
  }

  static async start(): Promise<Upstream> {
    const process = new Child({ script: join(__dirname, 'upstream-process.ts') });
    const { url } = await process.nextMessage<{ readonly url: string }>();
    return new Upstream(url, process);
  }

  /** Sets how fast it answers. What is left out is as fast as it can be. */
  async pace(pace: Partial<Pace>): Promise<void> {
    await this.#process.ask<object, UpstreamQuestion>({ kind: 'pace', ...pace });
  }

  /** Records requests during a call, and returns the last one. */
  async watch(call: () => Promise<unknown>): Promise<Arrival> {
    await this.#process.ask({ kind: 'watch' });
    await call();
    const { arrival } = await this.#process.ask<{ readonly arrival?: Arrival }>({ kind: 'tell' });
    if (arrival === undefined) throw new Error('nothing arrived at Bedrock');
    return arrival;
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }
}
