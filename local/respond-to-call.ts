import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { PendingFailure } from './planned-failures';

/** A response of a service. */
export interface ServiceResponse<Body extends string | Uint8Array = string> {
  readonly status: number;
  readonly body: Body;
}

export interface FailableCall<Body extends string | Uint8Array> {
  readonly failure: PendingFailure | undefined;
  /** Error responses in the service's format. */
  readonly errors: Readonly<Record<'throttle' | 'internal', ServiceResponse>>;
  /** Performs the operation. */
  readonly perform: () => Promise<ServiceResponse<Body>> | ServiceResponse<Body>;
}

/**
 * Performs a call and sends the response, or applies the planned failure.
 *
 * @returns the response of the operation, even if the client did not receive it; undefined if it was not performed
 */
export async function respondToCall<Body extends string | Uint8Array>(
  response: ServerResponse,
  { failure, errors, perform }: FailableCall<Body>,
): Promise<ServiceResponse<Body> | undefined> {
  const kind = failure?.kind;
  if (kind === 'throttle' || kind === 'internal') {
    send(response, errors[kind]);
    return undefined;
  }
  if (kind === 'hang') {
    await once(response, 'close');
    return undefined;
  }
  if (kind === 'slow') await wait(failure?.milliseconds, undefined, { ref: false });
  const result = await perform();
  if (kind === 'lost') response.destroy();
  else send(response, result);
  return result;
}

function send(
  response: ServerResponse,
  { status, body }: ServiceResponse<string | Uint8Array>,
): void {
  response.statusCode = status;
  response.end(body);
}
