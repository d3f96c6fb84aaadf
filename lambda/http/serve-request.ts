import { recordUnrouted } from '../app/answer-and-record';
import { type Deadline, waitWithin } from '../app/deadline';
import type { Router } from '../app/ports';
import { routeRequest } from '../app/route-request';
import { requireCaller } from '../core/callers/policies';
import { RouterError } from '../core/errors/router-error';
import { composeReceipt } from '../core/receipts/compose-receipt';
import { type Outcome, refuseUnplanned } from '../core/receipts/outcome';
import type { Receipt } from '../core/receipts/receipt';
import { type RequestOrigin, readOrigin } from '../core/receipts/request-origin';
import { decideBy } from '../core/settings/doubt-refusal';
import { composeResponse } from './compose-response';
import { listOperations } from './list-operations';
import { matchEndpoint } from './match-endpoint';
import type { HttpRequest } from './read-event';
import { composeJsonResponse, type RouterResponse } from './router-response';

/** One request and how to answer it. */
export interface Exchange {
  readonly http: HttpRequest;
  readonly deadline: Deadline;
  readonly respond: (response: RouterResponse) => Promise<void>;
}

/**
 * Serves a request at the endpoint that it addresses.
 *
 * @throws RouterError if an answer that had begun could not be ended
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
      const answer = (outcome: Outcome, receipt: Receipt) =>
        respond(composeResponse(outcome, receipt));
      return routeRequest({ requestId, request, deadline, answer }, router);
    }
    case 'none': {
      return refuse(endpoint.error, exchange, router);
    }
    default:
      return endpoint satisfies never;
  }
}

async function respondOperations(exchange: Exchange, router: Router): Promise<void> {
  const operations = await listForCaller(exchange, router);
  if (operations instanceof RouterError) return refuse(operations, exchange, router);
  return exchange.respond(composeJsonResponse(200, operations));
}

/** The mapping in force, limited to what the caller may call; or why the caller may not see it. */
async function listForCaller({ http, deadline }: Exchange, router: Router) {
  try {
    const snapshot = await waitWithin(deadline.signal, router.snapshots.current());
    return decideBy(snapshot, () => {
      const { mapping, policies } = snapshot;
      const caller = router.hasCallers ? requireCaller(policies, http.callerId) : undefined;
      return listOperations(mapping, caller?.policy);
    });
  } catch (error) {
    if (error instanceof RouterError) return error;
    throw error;
  }
}

function refuse(error: RouterError, { http, respond }: Exchange, router: Router): Promise<void> {
  const { requestId, headers, callerId } = http;
  return endRequest(
    refuseUnplanned(error),
    { requestId, origin: readOrigin(headers, callerId), respond },
    router,
  );
}

/** What is known about a request that is not routed, and how to answer it. */
export interface Ending extends Pick<Exchange, 'respond'> {
  readonly requestId: string;
  /** Undefined if the request could not be read. */
  readonly origin: RequestOrigin | undefined;
}

/** Answers and records a request that is not routed. */
export async function endRequest(
  outcome: Outcome,
  { requestId, origin, respond }: Ending,
  router: Pick<Router, 'telemetry' | 'clock'>,
): Promise<void> {
  const source = { requestId, origin, outcome };
  await respond(composeResponse(outcome, composeReceipt(source)));
  recordUnrouted(source, router);
}
