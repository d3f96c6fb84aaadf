import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { DEFAULT_OPERATIONS } from '../../lambda/contract';
import type { LocalRouterOptions } from '../../local/local-router';
import { type LogLine, RunningRouter } from '../clients/run-router';
import { expectSoundArrival, expectSoundLines } from '../fuzz/expect-sound';
import { until } from '../router/support';

/** The deployed bundle behind its HTTP front, under attack. */
export class AttackedRouter extends RunningRouter {
  /** The lines of the log so far, as they were written. */
  readonly lines = this.log.texts;
  /** The first caller's, if there are callers. */
  readonly #key: Record<string, string>;
  readonly #options: LocalRouterOptions;

  constructor(options: LocalRouterOptions) {
    super();
    const value = options.callers?.[0]?.apiKey.value;
    this.#key = value === undefined ? {} : { 'x-api-key': value };
    const environment = { POWERTOOLS_LOG_LEVEL: 'DEBUG', ...options.environment };
    const operations = { ...DEFAULT_OPERATIONS, alive: 'us.amazon.nova-2-lite-v1:0' };
    this.#options = { ...options, settings: { ...options.settings, operations }, environment };
  }

  override async start(): Promise<void> {
    if (!this.isStarted) await super.start(this.#options);
  }

  /** Serves the next request; nothing unsound has been logged or sent to Bedrock before. */
  async expectAlive(): Promise<void> {
    const response = await fetch(`${this.url}/v1/alive`, {
      method: 'POST',
      headers: this.#key,
      body: '{"messages":[{"role":"user","content":[{"text":"Still there?"}]}]}',
    });
    expect(response.status).toBe(200);
    await response.arrayBuffer();
    await until(() => this.lines.some((line) => line.includes('"Operation":"alive"')));
    expectSoundLines(this.lines);
    for (const arrival of this.arrivals) expectSoundArrival(arrival, this.aws.url);
  }

  /** Waits for a receipt and returns all receipts so far. */
  async receipts(): Promise<readonly LogLine[]> {
    const isReceipt = (line: LogLine) => 'latency_ms' in line;
    await this.log.find(isReceipt);
    return this.log.lines.filter(isReceipt);
  }
}

/** The router of all files of this thread that need no options. It ends with the thread. */
const shared = new AttackedRouter({});

/**
 * Starts a router before the tests of a file, unless the files of a thread share it. After every test it must still
 * serve its operation `alive`, and its log and the journal must be sound.
 */
export function attackRouter(options?: LocalRouterOptions): AttackedRouter {
  const router = options === undefined ? shared : new AttackedRouter(options);
  beforeAll(() => router.start());
  beforeEach(() => {
    router.log.clear();
    router.bedrock.journal.clear();
    router.bedrock.failures.clear();
  });
  afterEach(() => router.expectAlive());
  afterAll(() => (router === shared ? undefined : router.stop()));
  return router;
}
