import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import type { Router } from '../app/ports';
import { readRequest } from './read-request';
import { RequestBudget } from './request-budget';
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
      await serveRequest({ request: readRequest(event), signal: budget.signal, respond }, router);
    } catch (cause) {
      const request = { requestId: context.awsRequestId };
      await endRequest({ kind: 'broken', target: undefined, cause }, { request, respond }, router);
    } finally {
      budget.release();
      await router.mapping.settled();
    }
  };
}
