import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { PlannedFailures } from '../planned-failures';
import { respondToCall, type ServiceResponse } from '../respond-to-call';
import { CONTROL_PATH, serveControl } from './control-endpoint';
import { ParameterStoreError } from './error';
import { OperationInput } from './operation-input';
import { OPERATIONS } from './operations';
import { Parameters } from './parameters';
import { ReadQuota } from './read-quota';

/** A received call, even if it failed. */
export interface JournalEntry {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

const TARGET_PREFIX = 'AmazonSSM.';
const MAX_JOURNAL_ENTRIES = 1000;

const THROTTLED = new ParameterStoreError('ThrottlingException', 'Rate exceeded');
const ERRORS = {
  throttle: composeError(THROTTLED),
  internal: composeError(
    new ParameterStoreError('InternalServerError', 'An error occurred on the server side.', 500),
  ),
};

/**
 * Emulates AWS Systems Manager Parameter Store over AWS JSON 1.1, for unmodified SDKs and the AWS CLI. It
 * ignores credentials, signatures, tags and policies.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/Welcome.html
 */
export class ParameterStoreEmulator {
  /** The parameters, for tests in the same process. */
  readonly parameters: Parameters;

  /** Planned failures, which can also be planned over HTTP at `/_local/parameter-store/failures`. */
  readonly failures = new PlannedFailures();

  #journal: readonly JournalEntry[] = [];
  #readQuota: ReadQuota | undefined;
  readonly #clock: () => Date;

  constructor({ clock = () => new Date() }: { readonly clock?: () => Date } = {}) {
    this.#clock = clock;
    this.parameters = new Parameters(clock);
  }

  /** Throttles reads beyond the account's quota, which AWS sets to 40 a second by default. */
  limitReads(perSecond: number): void {
    this.#readQuota = new ReadQuota(perSecond, () => this.#clock().getTime());
  }

  /** The last thousand calls, oldest first. */
  get journal(): readonly JournalEntry[] {
    return this.#journal;
  }

  /** Whether a request on a shared server is for this service. */
  accepts(request: IncomingMessage): boolean {
    return readTarget(request) !== undefined || isControl(request);
  }

  /** Responds to each request that {@link accepts} accepts. It never throws. */
  readonly listener: RequestListener = (request, response) => {
    const responded = isControl(request)
      ? serveControl(request, response, this.failures)
      : this.#serveOperation(request, response);
    // Reading a request fails only if its client has disconnected.
    responded.catch(() => response.destroy());
  };

  async #serveOperation(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.setHeader('x-amzn-requestid', randomUUID());
    try {
      await this.#respond(response, readTarget(request) ?? '', body);
    } catch (error) {
      const refusal = composeError(describeError(error));
      response.writeHead(refusal.status).end(refusal.body);
    }
  }

  async #respond(response: ServerResponse, operationName: string, body: string): Promise<void> {
    const operation = OPERATIONS.get(operationName);
    if (operation === undefined) throw refuseUnknownOperation(operationName);
    const input = OperationInput.parse(body);
    const entry = { operation: operationName, input: input.members };
    this.#journal = [...this.#journal, entry].slice(-MAX_JOURNAL_ENTRIES);
    if (operationName.startsWith('Get') && this.#readQuota?.admit() === false) throw THROTTLED;
    await respondToCall(response, {
      failure: this.failures.take(operationName),
      errors: ERRORS,
      perform: () => ({ status: 200, body: JSON.stringify(operation(this.parameters, input)) }),
    });
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

/** Lists the operations of the emulator. AWS sends no message with this exception. */
function refuseUnknownOperation(name: string): ParameterStoreError {
  const known = [...OPERATIONS.keys()].join(', ');
  return new ParameterStoreError(
    'UnknownOperationException',
    `This emulator does not support ${name}. It supports ${known}.`,
  );
}

/** Sends the message of an unexpected error to the client, because the emulator has no log. */
function describeError(error: unknown): ParameterStoreError {
  if (error instanceof ParameterStoreError) return error;
  return new ParameterStoreError('InternalServerError', String(error), 500);
}

function composeError({ code, message, httpStatus }: ParameterStoreError): ServiceResponse {
  return { status: httpStatus, body: JSON.stringify({ __type: code, message }) };
}
