import type { Context } from 'aws-lambda';
import { startDeadline } from '../app/deadline';
import type { Router } from '../app/ports';
import { settleSnapshots } from '../app/settle-snapshots';
import { RouterError } from '../core/errors/router-error';
import { breakUnplanned, refuseUnplanned } from '../core/receipts/outcome';
import { findErrorShape } from './errors/find-error-shape';
import { findPath, findRequestId, readEvent } from './read-event';
import { type Exchange, endRequest, readOrRefuse } from './refuse-request';
import type { RouterResponse } from './router-response';
import { serveRequest } from './serve-request';
import { writeResponse } from './write-response';

/**
 * Answers REST API proxy events in Lambda's response streaming mode. Other events are refused.
 *
 * @param marginMillis the function's time that is kept for the work after an answer; half a second by default
 */
export function createHandler(router: Router, requestTimeoutMillis: number, marginMillis?: number) {
  return async (
    event: unknown,
    responseStream: awslambda.HttpResponseStream,
    context: Context,
  ): Promise<void> => {
    const limits = {
      remainingMillis: context.getRemainingTimeInMillis(),
      requestTimeoutMillis,
      marginMillis,
    };
    const deadline = startDeadline(limits, responseStream);
    let hasBegun = false;
    const respond = (response: RouterResponse) => {
      hasBegun = true;
      return writeResponse(responseStream, response, deadline.signal);
    };
    const requestId = findRequestId(event) ?? context.awsRequestId;
    const errorShape = findErrorShape(findPath(event));
    try {
      await serveEvent(event, { requestId, deadline, errorShape, respond }, router);
    } catch (cause) {
      const broken = { requestId, errorShape, respond: hasBegun ? undefined : respond };
      await endBroken(cause, broken, router);
    } finally {
      deadline.release();
      await settleSnapshots(router, { remainingMillis: context.getRemainingTimeInMillis() });
    }
  };
}

type EventExchange = Omit<Exchange, 'http'> & { readonly requestId: string };

async function serveEvent(
  event: unknown,
  { requestId, ...exchange }: EventExchange,
  router: Router,
): Promise<void> {
  const http = readOrRefuse(() => readEvent(event));
  if (!(http instanceof RouterError)) return serveRequest({ http, ...exchange }, router);
  return endRequest(refuseUnplanned(http), { requestId, origin: undefined, ...exchange }, router);
}

interface BrokenExchange extends Pick<EventExchange, 'requestId' | 'errorShape'> {
  /** Undefined if the answer has begun: the client would read a second answer as part of the first. */
  readonly respond: Exchange['respond'] | undefined;
}

/**
 * @throws if the answer has begun, because only a failing function makes the gateway break the client's connection. The
 * runtime exits if the stream is destroyed, and waits for its end if the function succeeds without one.
 */
async function endBroken(
  cause: unknown,
  { respond, ...exchange }: BrokenExchange,
  router: Router,
): Promise<void> {
  if (cause instanceof RouterError) throw cause;
  const ending = { ...exchange, origin: undefined, respond: respond ?? (async () => {}) };
  await endRequest(breakUnplanned(cause), ending, router);
  // Without the bug's message, because the runtime logs what is thrown.
  if (respond === undefined) throw new Error('the answer broke off because of a bug');
}
