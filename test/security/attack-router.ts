import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { DEFAULT_OPERATIONS } from '../../lambda/contract';
import type { JsonObject } from '../../lambda/core/json/json-object';
import type { JournalEntry } from '../../local/bedrock/journal';
import {
  type LocalRouter,
  type LocalRouterOptions,
  startLocalRouter,
} from '../../local/local-router';
import { expectSoundArrival, expectSoundLines } from '../fuzz/expect-sound';
import { until } from '../router/support';

/** The deployed bundle behind its HTTP front, under attack. */
export class AttackedRouter {
  readonly lines: string[] = [];
  #router: LocalRouter | undefined;
  /** The first caller's, if there are callers. */
  readonly #key: Record<string, string>;
  readonly #options: LocalRouterOptions;

  constructor(options: LocalRouterOptions) {
    this.#options = options;
    const value = options.callers?.[0]?.apiKey.value;
    this.#key = value === undefined ? {} : { 'x-api-key': value };
  }

  async start(): Promise<void> {
    if (this.#router !== undefined) return;
    const options = this.#options;
    const onLogLine = (line: string) => void this.lines.push(line);
    const environment = { POWERTOOLS_LOG_LEVEL: 'DEBUG', ...options.environment };
    const operations = { ...DEFAULT_OPERATIONS, alive: 'us.amazon.nova-2-lite-v1:0' };
    const settings = { ...options.settings, operations };
    this.#router = await startLocalRouter({ ...options, settings, environment, onLogLine });
  }

  async stop(): Promise<void> {
    await this.#router?.close();
  }

  get url(): string {
    return this.#started.url;
  }

  get aws() {
    return this.#started.aws;
  }

  get arrivals(): readonly JournalEntry[] {
    return this.aws.bedrock.journal.entries;
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

  /** Waits for a receipt, and gives all there are. */
  async receipts(): Promise<readonly JsonObject[]> {
    const isReceipt = (line: string) => line.includes('"latency_ms"');
    await until(() => this.lines.some(isReceipt));
    return this.lines.filter(isReceipt).map((line) => JSON.parse(line));
  }

  get #started(): LocalRouter {
    if (this.#router === undefined) throw new Error('the router has not been started');
    return this.#router;
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
    router.lines.length = 0;
    router.aws.bedrock.journal.clear();
    router.aws.bedrock.failures.clear();
  });
  afterEach(() => router.expectAlive());
  afterAll(() => (router === shared ? undefined : router.stop()));
  return router;
}
