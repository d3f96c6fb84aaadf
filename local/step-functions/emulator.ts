import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { PlannedFailures } from '../planned-failures';
import { respondToCall, type ServiceResponse } from '../respond-to-call';

/** How a task ended. */
export interface TaskEnd {
  readonly operation: 'SendTaskSuccess' | 'SendTaskFailure';
  readonly taskToken: string;
  /** JSON; only of a success. */
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

const TARGET = /^AWSStepFunctions\.(SendTaskSuccess|SendTaskFailure)$/;

/** Step Functions' limit for the output of a task. */
const MAX_OUTPUT_BYTES = 256 * 1024;

const ERRORS = {
  throttle: composeError('ThrottlingException', 'Rate exceeded'),
  internal: { status: 500, body: '{"__type":"InternalFailure"}' },
} as const;

/**
 * Emulates how tasks of AWS Step Functions are ended by their tokens. Every token is valid until its task has ended.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html
 */
export class StepFunctionsEmulator {
  /** Planned failures. They also apply to the SDK's retries. */
  readonly failures = new PlannedFailures();

  /** The tokens of tasks that have timed out. */
  readonly timedOut = new Set<string>();

  readonly #ends = new Map<string, TaskEnd>();

  /** The tasks that have ended, in that order. */
  get journal(): readonly TaskEnd[] {
    return [...this.#ends.values()];
  }

  /** Whether a request on a shared server is meant for this service. */
  accepts({ headers }: IncomingMessage): boolean {
    return TARGET.test(String(headers['x-amz-target']));
  }

  readonly listener: RequestListener = (request, response) => {
    // Reading a request fails only if its client has disconnected.
    this.#serve(request, response).catch(() => response.destroy());
  };

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, operation] = TARGET.exec(String(request.headers['x-amz-target'])) ?? [];
    const input = (await json(request)) as Omit<TaskEnd, 'operation'>;
    const end = { ...input, operation: operation as TaskEnd['operation'] };
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    await respondToCall(response, {
      failure: this.failures.take(end.operation),
      errors: ERRORS,
      perform: () => this.#end(end),
    });
  }

  #end(end: TaskEnd): ServiceResponse {
    const { taskToken, operation, output } = end;
    if (this.timedOut.has(taskToken) || this.#ends.has(taskToken)) {
      return composeError('TaskTimedOut', 'Task Timed Out');
    }
    if (operation === 'SendTaskSuccess' && !isJson(output)) {
      return composeError('InvalidOutput', 'The output is no JSON of at most 262,144 bytes.');
    }
    this.#ends.set(taskToken, end);
    return { status: 200, body: '{}' };
  }
}

function isJson(output = ''): boolean {
  if (Buffer.byteLength(output) > MAX_OUTPUT_BYTES) return false;
  try {
    JSON.parse(output);
    return true;
  } catch {
    return false;
  }
}

function composeError(type: string, message: string): ServiceResponse {
  return { status: 400, body: JSON.stringify({ __type: type, message }) };
}
