import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { readBody } from '../read-body';
import { refuseBody } from '../refuse-body';
import { type BufferedHandler, composeContext } from './node-runtime';

/**
 * Lambda's limit for an event.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html#function-configuration-deployment-and-execution
 */
const MAX_BYTES = 6 * 1024 * 1024;

const TOO_LARGE = {
  errorType: 'RequestTooLargeException',
  body: {
    Type: 'User',
    message: `Request must be smaller than ${MAX_BYTES} bytes for the InvokeFunction operation`,
  },
};

const INVOKE_PATH = /^\/2015-03-31\/functions\/[^/]+\/invocations$/;

/** Whether a request is an Invoke of Lambda's API, as AWS SDKs send it. */
export function isInvokeRequest({ method, url = '' }: IncomingMessage): boolean {
  return method === 'POST' && INVOKE_PATH.test(url);
}

/**
 * Emulates Lambda's Invoke for one buffered function. Any function name invokes it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function createInvokeEndpoint(
  handler: BufferedHandler,
  timeoutMillis: number,
): RequestListener {
  return (request, response) => {
    invoke(request, response, (event) => handler(event, composeContext(timeoutMillis))).catch(() =>
      response.destroy(),
    );
  };
}

async function invoke(
  request: IncomingMessage,
  response: ServerResponse,
  callFunction: (event: unknown) => Promise<unknown>,
): Promise<void> {
  const body = await readBody(request, MAX_BYTES);
  if (body === undefined) return refuseBody(request, response, TOO_LARGE);
  const event: unknown = JSON.parse(body.toString('utf8') || '{}');
  response.setHeader('content-type', 'application/json');
  try {
    response.end(JSON.stringify(await callFunction(event)));
  } catch (error) {
    const report = describeError(error);
    // Lambda also writes the error into the function's log.
    console.error(JSON.stringify({ level: 'ERROR', message: 'Invoke Error', ...report }));
    response.setHeader('x-amz-function-error', 'Unhandled');
    response.end(JSON.stringify(report));
  }
}

/** Describes an error as Lambda's Node.js runtime does. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  const { name: errorType, message: errorMessage, stack = '' } = error;
  return { errorType, errorMessage, trace: stack.split('\n') };
}
