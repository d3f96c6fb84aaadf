import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { PlannedFailures } from '../planned-failures';
import { readBody } from '../read-body';
import { respondToCall, type ServiceResponse } from '../respond-to-call';
import { type ApiCall, DURABLE_CALLS } from './durable/api';
import type { DurableFunction } from './durable/function';
import { LambdaError } from './error';

const PATHS = ['/2015-03-31/functions/', '/2025-12-01/'];

/** More than the limit of any call, each of which has its own. */
const MAX_BYTES = 8 * 1024 * 1024;

const ERRORS = {
  throttle: composeError(new LambdaError('TooManyRequestsException', 'Rate Exceeded.')),
  internal: composeError(new LambdaError('ServiceException', 'As planned.')),
} as const;

/**
 * Emulates what durable functions need of Lambda's API: asynchronous Invoke, and checkpoints. It does not authenticate
 * requests.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/durable-functions.html
 */
export class LambdaEmulator {
  /** Planned failures. They also apply to the SDK's retries. */
  readonly failures = new PlannedFailures();

  /** Name → function. */
  readonly functions = new Map<string, DurableFunction>();

  /** Called when the emulator is closed. */
  readonly closers: (() => Promise<void>)[] = [];

  add(durable: DurableFunction): void {
    this.functions.set(durable.name, durable);
  }

  /** Whether a request on a shared server is meant for this service. */
  accepts({ url = '' }: IncomingMessage): boolean {
    return PATHS.some((path) => url.startsWith(path));
  }

  readonly listener: RequestListener = (request, response) => {
    // Reading a request fails only if its client has disconnected.
    this.#serve(request, response).catch(() => response.destroy());
  };

  async close(): Promise<void> {
    const closers = [...this.functions.values()].map((each) => () => each.close());
    await Promise.all([...closers, ...this.closers].map((close) => close()));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url = '', headers } = request;
    const body = (await readBody(request, MAX_BYTES)) ?? Buffer.alloc(MAX_BYTES);
    const { pathname, searchParams } = new URL(url, 'http://lambda');
    const found = DURABLE_CALLS.find((call) => call.method === method && call.path.test(pathname));
    const [, segment = ''] = found?.path.exec(pathname) ?? [];
    const call = { name: decodeURIComponent(segment), query: searchParams, headers, body };
    await respondToCall(response, {
      failure: this.failures.take(found?.operation ?? ''),
      errors: ERRORS,
      perform: () => this.#perform(response, call, found?.perform),
    });
  }

  #perform(
    response: ServerResponse,
    call: Omit<ApiCall, 'functions'>,
    perform: (typeof DURABLE_CALLS)[number]['perform'] | undefined,
  ): ServiceResponse {
    response.setHeader('content-type', 'application/json');
    try {
      if (perform === undefined) {
        throw new LambdaError('ResourceNotFoundException', 'The emulator has no such operation.');
      }
      const { status = 200, headers = {}, body } = perform({ ...call, functions: this.functions });
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      return { status, body: body === undefined ? '' : JSON.stringify(body) };
    } catch (error) {
      if (!(error instanceof LambdaError)) throw error;
      response.setHeader('x-amzn-errortype', error.name);
      return composeError(error);
    }
  }
}

function composeError({ name, message, status }: LambdaError): ServiceResponse {
  return {
    status,
    body: JSON.stringify({ __type: name, Type: 'User', Message: message, message }),
  };
}
