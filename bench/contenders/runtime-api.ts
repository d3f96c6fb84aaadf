import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

const RUNTIME = '/2018-06-01/runtime';
const ERROR_TYPE = 'lambda-runtime-function-error-type';

interface Invocation {
  readonly id: string;
  readonly event: unknown;
  readonly deadline: number;
  /** Receives the function's response: metadata, eight NUL bytes, payload. */
  readonly answer: Writable;
  readonly finish: (error?: Error) => void;
}

/**
 * Lambda's side of the Runtime API for one environment. It hands out invocations one by one and receives streamed
 * responses.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export class RuntimeApi {
  /** Resolves when the function first asks for an invocation, and rejects if it cannot be loaded. */
  readonly started: Promise<void>;
  readonly #waiting: Invocation[] = [];
  readonly #running = new Map<string, Invocation>();
  #poll: ServerResponse | undefined;
  #start: (error?: Error) => void = () => {};

  constructor(private readonly functionArn: string) {
    this.started = new Promise((resolve, reject) => {
      this.#start = (error) => (error === undefined ? resolve() : reject(error));
    });
  }

  /** Resolves when the function has responded in full, and rejects with the error that it reports. */
  invoke(event: unknown, answer: Writable, timeoutMillis: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const finish = (error?: Error) => (error === undefined ? resolve() : reject(error));
      const deadline = Date.now() + timeoutMillis;
      this.#waiting.push({ id: randomUUID(), event, deadline, answer, finish });
      this.#handOut();
    });
  }

  readonly listener: RequestListener = (request, response) => {
    const path = (request.url ?? '').slice(RUNTIME.length);
    const [, id = '', kind] = /^\/invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
    const invocation = this.#running.get(id);
    if (path === '/invocation/next') this.#acceptPoll(response);
    else if (path === '/init/error') void this.#acceptInitError(request, response);
    else if (invocation === undefined) response.writeHead(404).end();
    else if (kind === 'error') void this.#acceptError(invocation, request, response);
    else void this.#acceptResponse(invocation, request, response);
  };

  #acceptPoll(response: ServerResponse): void {
    this.#start();
    this.#poll = response;
    this.#handOut();
  }

  #handOut(): void {
    if (this.#poll === undefined) return;
    const invocation = this.#waiting.shift();
    if (invocation === undefined) return;
    this.#running.set(invocation.id, invocation);
    this.#poll.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': invocation.id,
      'lambda-runtime-deadline-ms': String(invocation.deadline),
      'lambda-runtime-invoked-function-arn': this.functionArn,
    });
    this.#poll.end(JSON.stringify(invocation.event));
    this.#poll = undefined;
  }

  async #acceptResponse(
    invocation: Invocation,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    try {
      requireStreaming(request);
      await pipeline(request, invocation.answer);
      this.#end(invocation, readTrailers(request));
    } catch (error) {
      request.resume();
      this.#end(invocation, error instanceof Error ? error : new Error('unreadable answer'));
    }
    response.writeHead(202).end('{"status":"OK"}');
  }

  async #acceptError(
    invocation: Invocation,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    this.#end(invocation, new Error(await text(request)));
    response.writeHead(202).end('{"status":"OK"}');
  }

  async #acceptInitError(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#start(new Error(await text(request)));
    response.writeHead(202).end('{"status":"OK"}');
  }

  #end(invocation: Invocation, error: Error | undefined): void {
    this.#running.delete(invocation.id);
    invocation.finish(error);
  }
}

/** API Gateway refuses any other response in the mode STREAM. */
function requireStreaming({ headers }: IncomingMessage): void {
  const mode = headers['lambda-runtime-function-response-mode'];
  if (mode !== 'streaming') throw new Error(`the function's response mode is ${mode}`);
  const contentType = headers['content-type'];
  if (contentType !== 'application/vnd.awslambda.http-integration-response') {
    throw new Error(`the function's content type is ${contentType}`);
  }
}

/** Lambda reports an error in the middle of a stream in trailers. */
function readTrailers({ trailers }: IncomingMessage): Error | undefined {
  const type = trailers[ERROR_TYPE];
  return type === undefined ? undefined : new Error(`the function broke off with ${type}`);
}
