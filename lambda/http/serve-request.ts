import type { Outcome } from '../app/outcome';
import type { Budget, Router } from '../app/ports';
import { recordUnrouted } from '../app/record-unrouted';
import { routeInvocation } from '../app/route-invocation';
import { RouterError } from '../core/router-error';
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
      return respondOperations(exchange, router);
    case 'invocation': {
      const { requestId, headers, callerId, body } = http;
      const { action, destination } = door;
      const request = { action, destination, headers, callerId, body };
      const answer = (outcome: Outcome) => respond(composeResponse(outcome, requestId));
      return routeInvocation({ requestId, request, budget, answer }, router);
    }
    case 'none': {
      return refuse(door.error, exchange, router);
    }
    default:
      return door satisfies never;
  }
}

/** The mapping in force: all of it, or what the caller may call of it. */
async function respondOperations(exchange: Exchange, router: Router): Promise<void> {
  try {
    const mapping = await router.mapping.current();
    const caller = await router.callers?.find(exchange.http.callerId);
    const operations = listOperations(mapping, caller?.policy);
    return await exchange.respond(composeJsonResponse(200, operations));
  } catch (error) {
    if (error instanceof RouterError) return refuse(error, exchange, router);
    throw error;
  }
}

function refuse(error: RouterError, { http, respond }: Exchange, router: Router): Promise<void> {
  const outcome: Outcome = { kind: 'refused', target: undefined, error, attempts: [] };
  return endRequest(outcome, { ...http, respond }, router);
}

/** Answers and records a request that never set out. */
export async function endRequest(
  outcome: Outcome,
  {
    requestId,
    callerId,
    respond,
  }: Pick<Exchange, 'respond'> & Pick<HttpRequest, 'requestId' | 'callerId'>,
  router: Pick<Router, 'telemetry' | 'clock'>,
): Promise<void> {
  await respond(composeResponse(outcome, requestId));
  recordUnrouted({ requestId, callerId }, outcome, router);
}
