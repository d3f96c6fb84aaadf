import type { Outcome } from '../app/outcome';
import type { Budget, Router } from '../app/ports';
import { recordUnrouted } from '../app/record-unrouted';
import { routeInvocation } from '../app/route-invocation';
import { composeResponse } from './compose-response';
import { listOperations } from './list-operations';
import { matchDoor } from './match-door';
import type { HttpRequest } from './read-event';
import { composeJsonResponse, type RouterResponse } from './router-response';

/** One request, and how to answer it. */
export interface Exchange {
  readonly http: HttpRequest;
  readonly budget: Budget;
  readonly respond: (response: RouterResponse) => Promise<void>;
}

/**
 * Takes a request in at its door.
 *
 * @throws RouterError where an answer that had begun could not be ended
 */
export async function serveRequest(exchange: Exchange, router: Router): Promise<void> {
  const { http, budget, respond } = exchange;
  const door = matchDoor(http.method, http.path);
  switch (door.kind) {
    case 'health':
      return respond(composeJsonResponse(200, { status: 'ok' }));
    case 'operation-list':
      return respond(composeJsonResponse(200, listOperations(await router.mapping.current())));
    case 'invocation': {
      const { requestId, headers, callerId, body } = http;
      const { action, destination } = door;
      const request = { action, destination, headers, callerId, body };
      const answer = (outcome: Outcome) => respond(composeResponse(outcome, requestId));
      return routeInvocation({ requestId, request, budget, answer }, router);
    }
    case 'none': {
      const outcome: Outcome = {
        kind: 'refused',
        target: undefined,
        error: door.error,
        attempts: [],
      };
      return endRequest(outcome, { requestId: http.requestId, respond }, router);
    }
    default:
      return door satisfies never;
  }
}

/** Answers and records a request that never set out. */
export async function endRequest(
  outcome: Outcome,
  { requestId, respond }: Pick<Exchange, 'respond'> & Pick<HttpRequest, 'requestId'>,
  router: Pick<Router, 'telemetry' | 'clock'>,
): Promise<void> {
  await respond(composeResponse(outcome, requestId));
  recordUnrouted(requestId, outcome, router);
}
