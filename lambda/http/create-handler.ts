import type { Context } from 'aws-lambda';
import type { Router } from '../app/ports';
import { RequestDeadline } from '../app/request-deadline';
import { RouterError } from '../core/errors/router-error';
import { findRequestId, type HttpRequest, readEvent } from './read-event';
import type { RouterResponse } from './router-response';
import { type Exchange, endRequest, serveRequest } from './serve-request';
import { writeResponse } from './write-response';

/**
 * Answers REST API proxy events in Lambda's response streaming mode; any other is refused.
 *
 * @param marginMillis what of the function's time is to be left after an answer; half a second where left out
 */
export function createHandler(router: Router, requestTimeoutMillis: number, marginMillis?: number) {
  return async (
    event: unknown,
    responseStream: awslambda.HttpResponseStream,
    context: Context,
  ): Promise<void> => {
    const remainingMillis = context.getRemainingTimeInMillis();
    const limits = { remainingMillis, requestTimeoutMillis, marginMillis };
    const deadline = new RequestDeadline(limits, responseStream);
    let hasBegun = false;
    const respond = (response: RouterResponse) => {
      hasBegun = true;
      return writeResponse(responseStream, response, deadline.signal);
    };
    const requestId = findRequestId(event) ?? context.awsRequestId;
    try {
      await serveEvent(event, { requestId, deadline, respond }, router);
    } catch (cause) {
      await endBroken(cause, { requestId, respond: hasBegun ? undefined : respond }, router);
    } finally {
      deadline.release();
      // No reading may be cut off by a frozen environment.
      await router.snapshots.settled();
    }
  };
}

type EventExchange = Omit<Exchange, 'http'> & { readonly requestId: string };

async function serveEvent(
  event: unknown,
  { requestId, deadline, respond }: EventExchange,
  router: Router,
): Promise<void> {
  const http = readOrRefuse(event);
  if (!(http instanceof RouterError)) return serveRequest({ http, deadline, respond }, router);
  const outcome = { kind: 'refused', target: undefined, error: http, attempts: [] } as const;
  return endRequest(outcome, { requestId, origin: undefined, respond }, router);
}

function readOrRefuse(event: unknown): HttpRequest | RouterError {
  try {
    return readEvent(event);
  } catch (error) {
    if (error instanceof RouterError) return error;
    throw error;
  }
}

interface BrokenExchange {
  readonly requestId: string;
  /** Undefined where the answer has begun: behind half of one no other may follow, the client would take both for one. */
  readonly respond: Exchange['respond'] | undefined;
}

/** @throws what makes the gateway break the client's connection too: only a failing function does */
async function endBroken(
  cause: unknown,
  { requestId, respond }: BrokenExchange,
  router: Router,
): Promise<void> {
  if (cause instanceof RouterError) throw cause;
  const outcome = { kind: 'broken', target: undefined, cause, attempts: [] } as const;
  const ending = { requestId, origin: undefined, respond: respond ?? (async () => {}) };
  await endRequest(outcome, ending, router);
  // Without the bug's own words: the runtime logs what is thrown.
  if (respond === undefined) throw new Error('a bug broke the answer off');
}
