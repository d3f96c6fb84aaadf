import { setImmediate as soon } from 'node:timers/promises';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { afterAll, beforeAll, vi } from 'vitest';
import type { AwsEmulators } from '../../local/aws-emulators';
import { serveAwsEmulators } from '../../local/aws-emulators';
import {
  composeFunctionEnvironment,
  type FunctionSettings,
} from '../../local/compose-function-environment';
import { FunctionResponseStream } from '../../local/lambda/function-response-stream';
import type { LoadedFunction } from '../../local/lambda/node-runtime';
import { composeContext, loadFunction } from '../../local/lambda/node-runtime';
import { FUNCTION_BUNDLE } from '../../local/lambda/start-function';
import { readWritten } from '../lambda/http/lambda-runtime';
import type { SeenAnswer } from './expect-sound';

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

  /** The lines written since the last call. */
  async takeLines(): Promise<readonly string[]> {
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
