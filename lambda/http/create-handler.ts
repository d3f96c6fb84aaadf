import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import type { Router } from '../app/ports';
import { RequestBudget } from '../app/request-budget';
import { RouterError } from '../core/router-error';
import { readEvent } from './read-event';
import type { RouterResponse } from './router-response';
import { endRequest, serveRequest } from './serve-request';
import { writeResponse } from './write-response';

/** Answers REST API proxy events in Lambda's response streaming mode. */
export function createHandler(router: Router, requestTimeoutMillis: number) {
  return async (
    event: APIGatewayProxyEvent,
    responseStream: awslambda.HttpResponseStream,
    context: Context,
  ): Promise<void> => {
    const remainingMillis = context.getRemainingTimeInMillis();
    const budget = new RequestBudget({ remainingMillis, requestTimeoutMillis }, responseStream);
    const respond = (response: RouterResponse) => writeResponse(responseStream, response);
    try {
      await serveRequest({ http: readEvent(event), signal: budget.signal, respond }, router);
    } catch (cause) {
      // An answer that broke off: only a failing function makes the gateway break the client's connection too.
      if (cause instanceof RouterError) throw cause;
      const requestId = context.awsRequestId;
      const outcome = { kind: 'broken', target: undefined, cause } as const;
      await endRequest(outcome, { requestId, respond }, router);
    } finally {
      budget.release();
      await router.mapping.settled();
    }
  };
}
