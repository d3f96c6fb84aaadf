import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { PendingFailure } from './planned-failures';

/** A response of a service. */
export interface ServiceResponse {
  readonly status: number;
  readonly body: string;
}

export interface FailableCall {
  readonly failure: PendingFailure | undefined;
  /** Error responses in the service's format. */
  readonly errors: Readonly<Record<'throttle' | 'internal', ServiceResponse>>;
  /** Performs the operation. */
  readonly perform: () => Promise<ServiceResponse> | ServiceResponse;
}

/**
 * Performs a call and sends the response, or applies the planned failure.
 *
 * @returns the response of the operation, even if the client did not receive it; undefined if it was not performed
 */
export async function respondToCall(
  response: ServerResponse,
  { failure, errors, perform }: FailableCall,
): Promise<ServiceResponse | undefined> {
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

function send(response: ServerResponse, { status, body }: ServiceResponse): void {
  response.statusCode = status;
  response.end(body);
}
