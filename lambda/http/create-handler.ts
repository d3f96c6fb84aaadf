import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import type { Router } from '../app/ports';
import { RequestBudget } from '../app/request-budget';
import { RouterError } from '../core/router-error';
import { readEvent } from './read-event';
import type { RouterResponse } from './router-response';
import { type Exchange, endRequest, serveRequest } from './serve-request';
import { writeResponse } from './write-response';

/**
 * Answers REST API proxy events in Lambda's response streaming mode.
 *
 * @param marginMillis what of the function's time is to be left after an answer; half a second where left out
 */
export function createHandler(router: Router, requestTimeoutMillis: number, marginMillis?: number) {
  return async (
    event: APIGatewayProxyEvent,
    responseStream: awslambda.HttpResponseStream,
    context: Context,
  ): Promise<void> => {
    const remainingMillis = context.getRemainingTimeInMillis();
    const limits = { remainingMillis, requestTimeoutMillis, marginMillis };
    const budget = new RequestBudget(limits, responseStream);
    let hasBegun = false;
    const respond = (response: RouterResponse) => {
      hasBegun = true;
      return writeResponse(responseStream, response, budget.signal);
    };
    try {
      await serveRequest({ http: readEvent(event), budget, respond }, router);
    } catch (cause) {
      const { awsRequestId: requestId } = context;
      await endBroken(cause, { requestId, respond: hasBegun ? undefined : respond }, router);
    } finally {
      budget.release();
      await settleReadings(router);
    }
  };
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

/** None may be cut off by a frozen environment. */
async function settleReadings({ mapping, prices, callers }: Router): Promise<void> {
  await Promise.all([mapping.settled(), prices.settled(), callers?.settled()]);
}
