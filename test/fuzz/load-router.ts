import { setImmediate as soon } from 'node:timers/promises';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { afterAll, beforeAll, vi } from 'vitest';
import type { JsonObject } from '../../lambda/core/json/json-object';
import { type AwsEmulators, serveAwsEmulators } from '../../local/aws-emulators';
import type { JournalEntry } from '../../local/bedrock/journal';
import {
  composeFunctionEnvironment,
  type FunctionSettings,
} from '../../local/compose-function-environment';
import { composeContext, type LoadedFunction, loadFunction } from '../../local/lambda/node-runtime';
import { FUNCTION_BUNDLE } from '../../local/lambda/start-function';
import { FunctionResponseStream } from '../fakes/response-stream/function-response-stream';
import { readWritten } from '../lambda/http/lambda-runtime';
import {
  expectSoundArrival,
  expectSoundLines,
  expectUnpollutedPrototypes,
  type SeenAnswer,
} from './expect-sound';

/** One request, and what it left in the log and at Bedrock. */
export interface Traced<Outcome> {
  readonly outcome: Outcome;
  readonly lines: readonly string[];
  readonly receipts: readonly JsonObject[];
  readonly arrivals: readonly JournalEntry[];
}

/** The deployed bundle in the test's own process, where tests call it with events that no gateway sends. */
export class LoadedRouter {
  #aws: AwsEmulators | undefined;
  #function: LoadedFunction | undefined;
  #output = '';

  async start(settings: FunctionSettings): Promise<void> {
    const aws = await serveAwsEmulators();
    this.#aws = aws;
    const budgets = settings.authorization === 'keys' ? { budgetsUrl: aws.url } : {};
    const endpoints = { bedrockUrl: aws.url, ssmUrl: aws.url, ...budgets };
    if (settings.authorization === 'keys') await aws.dynamoDb.start();
    Object.assign(process.env, composeFunctionEnvironment(settings, endpoints), {
      POWERTOOLS_LOG_LEVEL: 'DEBUG',
    });
    const keep = (chunk: string | Uint8Array) => {
      this.#output += chunk.toString();
      return true;
    };
    vi.spyOn(process.stdout, 'write').mockImplementation(keep);
    vi.spyOn(process.stderr, 'write').mockImplementation(keep);
    // The console of the test runner writes to neither.
    for (const method of ['debug', 'info', 'log', 'warn', 'error'] as const) {
      vi.spyOn(console, method).mockImplementation((...parts) => void keep(`${parts.join(' ')}\n`));
    }
    // Another file of this thread may have loaded it with another environment.
    delete require.cache[FUNCTION_BUNDLE];
    this.#function = loadFunction(FUNCTION_BUNDLE);
  }

  async stop(): Promise<void> {
    vi.restoreAllMocks();
    await this.#aws?.close();
  }

  get aws(): AwsEmulators {
    if (this.#aws === undefined) throw new Error('the emulators have not been started');
    return this.#aws;
  }

  get function(): LoadedFunction {
    if (this.#function === undefined) throw new Error('the bundle has not been loaded');
    return this.#function;
  }

  /** What the function answers to an event, given as JSON text. */
  async answer(eventText: string): Promise<SeenAnswer> {
    const stream = new FunctionResponseStream();
    const event: APIGatewayProxyEvent = JSON.parse(eventText);
    const handling = this.function.handler(event, stream, composeContext(10_000));
    const [written] = await Promise.all([readWritten(stream), handling]);
    return { ...written, status: written.statusCode };
  }

  /** Runs one request and checks that its traces are sound. */
  async trace<Outcome>(run: () => Promise<Outcome>): Promise<Traced<Outcome>> {
    this.aws.bedrock.journal.clear();
    await this.#takeLines();
    const outcome = await run();
    const lines = await this.#takeLines();
    const arrivals = this.aws.bedrock.journal.entries;
    expectSoundLines(lines);
    for (const arrival of arrivals) expectSoundArrival(arrival, this.aws.url);
    expectUnpollutedPrototypes();
    const receipts = lines.map((line) => JSON.parse(line)).filter((line) => 'latency_ms' in line);
    return { outcome, lines, receipts, arrivals };
  }

  /** The lines written since the last call. */
  async #takeLines(): Promise<readonly string[]> {
    await soon();
    const lines = this.#output.split('\n').slice(0, -1);
    this.#output = '';
    return lines;
  }
}

/** Loads the bundle before the tests of a file, and ends its emulators after them. */
export function loadRouter(settings: FunctionSettings = {}): LoadedRouter {
  const router = new LoadedRouter();
  beforeAll(() => router.start(settings));
  afterAll(() => router.stop());
  return router;
}
