import { afterAll, beforeAll, beforeEach, expect, vi } from 'vitest';
import { parseJsonObject } from '../../lambda/core/json/json-object';
import type { AwsEmulators } from '../../local/aws-emulators';
import type { JournalEntry } from '../../local/bedrock/journal';
import {
  type LocalRouter,
  type LocalRouterOptions,
  startLocalRouter,
} from '../../local/local-router';

/**
 * Fails the run of the test whose router logs a bug, or a warning of Node.js. Clients do not see what goes wrong after
 * their answer.
 */
export function refuseBug(line: string): void {
  const isBug = line.includes('"router_error":"unknown"') || /^\(node:\d+\)/.test(line);
  if (isBug) throw new Error(`the function logged a bug: ${line}`);
}

export type LogLine = Readonly<Record<string, unknown>>;

/** What the function writes to its log: receipts, metrics, and the lines that operators search for. */
export class FunctionLog {
  /** Every line so far, as it was written. */
  readonly texts: string[] = [];
  #parsed: LogLine[] = [];

  /** Every line so far. */
  get lines(): readonly LogLine[] {
    const added = this.texts.slice(this.#parsed.length);
    // The runtime writes what a function throws as text.
    this.#parsed.push(...added.map((text) => parseJsonObject(text) ?? { message: text }));
    return this.#parsed;
  }

  /** The same as one text. */
  get text(): string {
    return this.texts.join('\n');
  }

  clear(): void {
    this.texts.length = 0;
    this.#parsed = [];
  }

  /** The receipt of the request to an operation. The function writes it after the response. */
  receiptOf(operation: string): Promise<LogLine> {
    return this.find((line) => line['operation'] === operation);
  }

  /** The metrics of the request to an operation, as EMF has them. */
  metricsOf(operation: string): Promise<LogLine> {
    return this.find((line) => '_aws' in line && line['Operation'] === operation);
  }

  /** Waits for the first line that matches. */
  find(isWanted: (line: LogLine) => boolean): Promise<LogLine> {
    return vi.waitFor(() => {
      const line = this.lines.find(isWanted);
      if (line === undefined) expect.fail('the function has not logged it');
      return line;
    });
  }

  latest(isWanted: (line: LogLine) => boolean): LogLine | undefined {
    return this.lines.findLast(isWanted);
  }
}

/** The deployed bundle behind its HTTP front, for all tests of a file. */
export class RunningRouter {
  readonly log = new FunctionLog();
  #router: LocalRouter | undefined;

  async start(options: LocalRouterOptions): Promise<void> {
    const onLogLine = (line: string) => {
      this.log.texts.push(line);
      refuseBug(line);
    };
    this.#router = await startLocalRouter({ ...options, onLogLine });
  }

  async stop(): Promise<void> {
    await this.#router?.close();
  }

  get isStarted(): boolean {
    return this.#router !== undefined;
  }

  get url(): string {
    return this.#started.url;
  }

  get certificate(): string | undefined {
    return this.#started.certificate;
  }

  get aws(): AwsEmulators {
    return this.#started.aws;
  }

  get bedrock() {
    return this.aws.bedrock;
  }

  get apiKeys() {
    return this.#started.apiKeys;
  }

  get parameters() {
    return this.aws.parameterStore.parameters;
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

/**
 * Starts a router before the tests of a file and stops it after them; journal and failures are each test's own.
 *
 * @param options a function if they are known only then
 */
export function runRouter(
  options: LocalRouterOptions | (() => LocalRouterOptions) = {},
): RunningRouter {
  const router = new RunningRouter();
  beforeAll(() => router.start(typeof options === 'function' ? options() : options));
  beforeEach(() => {
    router.bedrock.journal.clear();
    router.bedrock.failures.clear();
  });
  afterAll(() => router.stop());
  return router;
}
