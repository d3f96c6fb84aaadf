import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { PlannedFailures } from '../planned-failures';
import { CONTROL_PATH, serveControl } from './control-endpoint';
import { ParameterStoreError } from './error';
import { OperationInput } from './operation-input';
import { OPERATIONS } from './operations';
import { Parameters } from './parameters';

/** A call as it came in, answered or not. */
export interface JournalEntry {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

const TARGET_PREFIX = 'AmazonSSM.';
const LONGEST_JOURNAL = 1000;

const THROTTLED = new ParameterStoreError('ThrottlingException', 'Rate exceeded');
const FAILED_INSIDE = new ParameterStoreError(
  'InternalServerError',
  'An error occurred on the server side.',
  500,
);

/**
 * AWS Systems Manager Parameter Store for a laptop: speaks AWS JSON 1.1, so that unmodified SDKs and the AWS CLI
 * talk to it. Credentials and signatures are not looked at; tags and policies are taken and forgotten.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/Welcome.html
 */
export class ParameterStoreEmulator {
  /** The parameters themselves, for use in the same process. */
  readonly parameters: Parameters;

  /** Failures on demand; over HTTP at `/_local/parameter-store/failures`. */
  readonly failures = new PlannedFailures();

  #journal: readonly JournalEntry[] = [];

  constructor({ clock = () => new Date() }: { readonly clock?: () => Date } = {}) {
    this.parameters = new Parameters(clock);
  }

  /** The last thousand calls, oldest first. */
  get journal(): readonly JournalEntry[] {
    return this.#journal;
  }

  /** Whether a request on a shared server is meant for this service. */
  accepts(request: IncomingMessage): boolean {
    return readTarget(request) !== undefined || isControl(request);
  }

  /** Answers every request that {@link accepts} takes, and never throws. */
  readonly listener: RequestListener = (request, response) => {
    const answered = isControl(request)
      ? serveControl(request, response, this.failures)
      : this.#serveOperation(request, response);
    // Reading a request fails where its client has gone: nobody is left to answer.
    answered.catch(() => response.destroy());
  };

  async #serveOperation(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const requestId = randomUUID();
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.setHeader('x-amzn-requestid', requestId);
    try {
      const output = await this.#answer(readTarget(request) ?? '', body);
      if (output === 'lost') response.destroy();
      else if (output !== 'hang') response.end(JSON.stringify(output));
    } catch (error) {
      const { code, message, httpStatus } = describeError(error);
      response.writeHead(httpStatus).end(JSON.stringify({ __type: code, message }));
    }
  }

  async #answer(operationName: string, body: string): Promise<object | 'hang' | 'lost'> {
    const operation = OPERATIONS.get(operationName);
    if (operation === undefined) throw refuseUnknownOperation(operationName);
    const input = OperationInput.parse(body);
    const entry = { operation: operationName, input: input.members };
    this.#journal = [...this.#journal, entry].slice(-LONGEST_JOURNAL);
    const failure = this.failures.take(operationName);
    if (failure?.kind === 'hang') return 'hang';
    if (failure?.kind === 'throttle') throw THROTTLED;
    if (failure?.kind === 'internal') throw FAILED_INSIDE;
    if (failure?.kind === 'slow') await wait(failure.delayMillis, undefined, { ref: false });
    const output = operation(this.parameters, input);
    return failure?.kind === 'lost' ? 'lost' : output;
  }
}

function readTarget({ headers }: IncomingMessage): string | undefined {
  const target = headers['x-amz-target'];
  return typeof target === 'string' && target.startsWith(TARGET_PREFIX)
    ? target.slice(TARGET_PREFIX.length)
    : undefined;
}

function isControl({ url }: IncomingMessage): boolean {
  return url?.startsWith(CONTROL_PATH) ?? false;
}

/** AWS sends no message with this one; whoever meets it here wants to know what there is. */
function refuseUnknownOperation(name: string): ParameterStoreError {
  const known = [...OPERATIONS.keys()].join(', ');
  return new ParameterStoreError(
    'UnknownOperationException',
    `This emulator has no ${name}; it has ${known}.`,
  );
}

/** A bug is shown with its message: there is no log to look it up in. */
function describeError(error: unknown): ParameterStoreError {
  if (error instanceof ParameterStoreError) return error;
  return new ParameterStoreError('InternalServerError', String(error), 500);
}
