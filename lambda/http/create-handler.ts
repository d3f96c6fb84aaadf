import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import type { Router } from '../app/ports';
import { RequestBudget } from '../app/request-budget';
import { RouterError } from '../core/router-error';
import { readEvent } from './read-event';
import type { RouterResponse } from './router-response';
import { endRequest, serveRequest } from './serve-request';
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
      // An answer that broke off: only a failing function makes the gateway break the client's connection too.
      if (cause instanceof RouterError) throw cause;
      const isAnswered = hasBegun;
      const outcome = { kind: 'broken', target: undefined, cause, attempts: [] } as const;
      const { awsRequestId: requestId } = context;
      const ending = { requestId, origin: undefined, respond: isAnswered ? skip : respond };
      await endRequest(outcome, ending, router);
      // Without the bug's own words: the runtime logs what is thrown.
      if (isAnswered) throw new Error('a bug broke the answer off');
    } finally {
      budget.release();
      await Promise.all([
        router.mapping.settled(),
        router.prices.settled(),
        router.callers?.settled(),
      ]);
    }
  };
}

/** Behind half an answer no other may follow: the client would take both for one. */
async function skip(): Promise<void> {}
