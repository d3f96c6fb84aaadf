import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { JournalEntry } from '../../local/bedrock/journal';
import {
  type LocalRouter,
  type LocalRouterOptions,
  startLocalRouter,
} from '../../local/local-router';
import { FunctionLog } from './function-log';

/** The deployed bundle behind its HTTP front, for all tests of a file. */
export class RunningRouter {
  readonly log = new FunctionLog();
  #router: LocalRouter | undefined;

  async start(options: LocalRouterOptions): Promise<void> {
    this.#router = await startLocalRouter({ ...options, onLogLine: (line) => this.log.add(line) });
  }

  async stop(): Promise<void> {
    await this.#router?.close();
  }

  get url(): string {
    return this.#started.url;
  }

  get bedrock() {
    return this.#started.aws.bedrock;
  }

  get apiKeys() {
    return this.#started.apiKeys;
  }

  get parameters() {
    return this.#started.aws.parameterStore.parameters;
  }

  /** What has arrived at Bedrock in this test. */
  get arrivals(): readonly JournalEntry[] {
    return this.bedrock.journal.entries;
  }

  /** The latest of {@link arrivals}. */
  get arrival(): JournalEntry {
    const latest = this.arrivals.at(-1);
    if (latest === undefined) throw new Error('nothing has arrived at Bedrock');
    return latest;
  }

  get #started(): LocalRouter {
    if (this.#router === undefined) throw new Error('the router has not been started');
    return this.#router;
  }
}

/** Starts a router before the tests of a file and stops it after them; journal and failures are each test's own. */
export function runRouter(options: LocalRouterOptions = {}): RunningRouter {
  const router = new RunningRouter();
  beforeAll(() => router.start(options));
  beforeEach(() => {
    router.bedrock.journal.clear();
    router.bedrock.failures.clear();
  });
  afterAll(() => router.stop());
  return router;
}
