import type { Outcome } from '../app/outcome';
import type { Deadline, Router } from '../app/ports';
import { recordUnrouted } from '../app/record-unrouted';
import { routeInvocation } from '../app/route-invocation';
import { requireCaller } from '../core/callers/caller-policies';
import { RouterError } from '../core/errors/router-error';
import { type RequestOrigin, readOrigin } from '../core/receipts/request-origin';
import { composeResponse } from './compose-response';
import { listOperations } from './list-operations';
import { matchEndpoint } from './match-endpoint';
import type { HttpRequest } from './read-event';
import { composeJsonResponse, type RouterResponse } from './router-response';

/** One request, and how to answer it. */
export interface Exchange {
  readonly http: HttpRequest;
  readonly deadline: Deadline;
  readonly respond: (response: RouterResponse) => Promise<void>;
}

/**
 * Takes a request in at its endpoint.
 *
 * @throws RouterError where an answer that had begun could not be ended
 */
export async function serveRequest(exchange: Exchange, router: Router): Promise<void> {
  const { http, deadline, respond } = exchange;
  const endpoint = matchEndpoint(http.method, http.path);
  switch (endpoint.kind) {
    case 'health':
      return respond(composeJsonResponse(200, { status: 'ok' }));
    case 'operation-list':
      return respondOperations(exchange, router);
    case 'invocation': {
      const { requestId, headers, callerId, body } = http;
      const { action, destination } = endpoint;
      const request = { action, destination, headers, callerId, body };
      const answer = (outcome: Outcome) => respond(composeResponse(outcome, requestId));
      return routeInvocation({ requestId, request, deadline, answer }, router);
    }
    case 'none': {
      return refuse(endpoint.error, exchange, router);
    }
    default:
      return endpoint satisfies never;
  }
}

/** The mapping in force: all of it, or what the caller may call of it. */
async function respondOperations(exchange: Exchange, router: Router): Promise<void> {
  try {
    const { mapping, policies } = await router.snapshots.current();
    const { callerId } = exchange.http;
    const caller = router.hasCallers ? requireCaller(policies, callerId) : undefined;
    const operations = listOperations(mapping, caller?.policy);
    return await exchange.respond(composeJsonResponse(200, operations));
  } catch (error) {
    if (error instanceof RouterError) return refuse(error, exchange, router);
    throw error;
  }
}

function refuse(error: RouterError, { http, respond }: Exchange, router: Router): Promise<void> {
  const outcome: Outcome = { kind: 'refused', target: undefined, error, attempts: [] };
  const { requestId, headers, callerId } = http;
  return endRequest(outcome, { requestId, origin: readOrigin(headers, callerId), respond }, router);
}

/** What is known of a request that never set out, and how to answer it. */
export interface Ending extends Pick<Exchange, 'respond'> {
  readonly requestId: string;
  /** Undefined where not even that could be read. */
  readonly origin: RequestOrigin | undefined;
}

/** Answers and records a request that never set out. */
export async function endRequest(
  outcome: Outcome,
  { requestId, origin, respond }: Ending,
  router: Pick<Router, 'telemetry' | 'clock'>,
): Promise<void> {
  await respond(composeResponse(outcome, requestId));
  recordUnrouted({ requestId, origin }, outcome, router);
}
