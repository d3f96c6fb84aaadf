import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { PendingFailure } from './planned-failures';

/** A response of a service. */
export interface ServiceAnswer {
  readonly status: number;
  readonly body: string;
}

export interface FailableCall {
  readonly failure: PendingFailure | undefined;
  /** Error responses in the service's format. */
  readonly errors: Readonly<Record<'throttle' | 'internal', ServiceAnswer>>;
  /** Performs the operation. */
  readonly act: () => Promise<ServiceAnswer> | ServiceAnswer;
}

/**
 * Answers a call, or fails it as planned.
 *
 * @returns the response of the operation, even if the client did not receive it; undefined if it was not performed
 */
export async function answerCall(
  response: ServerResponse,
  { failure, errors, act }: FailableCall,
): Promise<ServiceAnswer | undefined> {
  const kind = failure?.kind;
  if (kind === 'throttle' || kind === 'internal') {
    send(response, errors[kind]);
    return undefined;
  }
  if (kind === 'hang') {
    await once(response, 'close');
    return undefined;
  }
  if (kind === 'slow') await wait(failure?.delayMillis, undefined, { ref: false });
  const answer = await act();
  if (kind === 'lost') response.destroy();
  else send(response, answer);
  return answer;
}

function send(response: ServerResponse, { status, body }: ServiceAnswer): void {
  response.statusCode = status;
  response.end(body);
}
