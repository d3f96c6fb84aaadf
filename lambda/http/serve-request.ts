import type { Router } from '../app/ports';
import { routeRequest } from '../app/route-request';
import { requireCaller } from '../core/callers/policies';
import { RouterError } from '../core/errors/router-error';
import type { Outcome } from '../core/receipts/outcome';
import type { Receipt } from '../core/receipts/receipt';
import { readOrigin } from '../core/receipts/request-origin';
import { doubtRefusal } from '../core/settings/doubt-refusal';
import type { Snapshot } from '../core/settings/snapshot';
import { composeResponse } from './compose-response';
import { serveJob } from './jobs/serve-job';
import { composeList, type ListEndpoint } from './lists/compose-list';
import { type JobEndpoint, matchEndpoint } from './match-endpoint';
import { type CallEndpoint, draftCall, readRouterRequest } from './read-request';
import {
  type Exchange,
  endRequest,
  readOrRefuse,
  refuse,
  takeSnapshot,
  type Unrouted,
} from './refuse-request';
import { composeJsonResponse } from './router-response';

/** Callers are not configured. */
const NOBODY = { policy: undefined };

/**
 * Serves a request at the endpoint that it addresses.
 *
 * @throws RouterError if an answer that had begun could not be ended
 */
export async function serveRequest(received: Exchange, router: Router): Promise<void> {
  const exchange = received.http.method === 'HEAD' ? leaveOutBodies(received) : received;
  const { http, respond } = exchange;
  const endpoint = matchEndpoint(http.method, http.path, router.jobs !== undefined);
  switch (endpoint.kind) {
    case 'health':
      return respond(composeJsonResponse(200, { status: 'ok' }));
    case 'operation-list':
    case 'model-list':
    case 'model':
      return respondList(endpoint, exchange, router);
    case 'invocation':
    case 'openai':
      return serveCall(endpoint, exchange, router);
    case 'job-submission':
    case 'job':
    case 'job-stop':
      return respondJob(endpoint, exchange, router);
    case 'none': {
      const snapshot = router.hasCallers ? await takeSnapshot(exchange, router) : undefined;
      return refuse(endpoint.error, { snapshot, exchange, router });
    }
    default:
      return endpoint satisfies never;
  }
}

async function serveCall(
  endpoint: CallEndpoint,
  exchange: Exchange,
  router: Router,
): Promise<void> {
  const { http, deadline, errorShape, respond } = exchange;
  const request = readOrRefuse(() => readRouterRequest(endpoint, http));
  if (request instanceof RouterError) {
    const call = draftCall(endpoint);
    const snapshot = await takeSnapshot(exchange, router);
    return refuse(request, { snapshot, exchange, router, call });
  }
  const { requestId } = http;
  const answer = (outcome: Outcome, receipt: Receipt) =>
    respond(composeResponse(outcome, receipt, errorShape));
  return routeRequest({ requestId, request, deadline, answer }, router);
}

async function respondJob(
  endpoint: JobEndpoint,
  { http, deadline, errorShape, respond }: Exchange,
  router: Router,
): Promise<void> {
  const answer = await serveJob(endpoint, { http, deadline, router });
  if (answer.kind === 'response') return respond(answer.response);
  const { requestId, headers, callerId } = http;
  const origin = readOrigin(headers, callerId);
  return endRequest(answer.outcome, { requestId, origin, errorShape, respond }, router);
}

function leaveOutBodies(exchange: Exchange): Exchange {
  return { ...exchange, respond: (response) => exchange.respond({ ...response, body: [] }) };
}

async function respondList(
  endpoint: ListEndpoint,
  exchange: Exchange,
  router: Router,
): Promise<void> {
  const snapshot = await takeSnapshot(exchange, router);
  const unrouted = { snapshot, exchange, router };
  const list =
    snapshot instanceof RouterError ? snapshot : listForCaller(endpoint, snapshot, unrouted);
  if (list instanceof RouterError) return refuse(list, unrouted);
  return exchange.respond(composeJsonResponse(200, list));
}

/** What is in force, limited to what the caller may call; or why the caller may not see it. */
function listForCaller(
  endpoint: ListEndpoint,
  snapshot: Snapshot,
  { exchange, router }: Unrouted,
): object {
  const { hasCallers, bounds } = router;
  try {
    const { policy } = hasCallers
      ? requireCaller(snapshot.policies, exchange.http.callerId)
      : NOBODY;
    const today = new Date().toISOString().slice(0, 'yyyy-mm-dd'.length);
    return composeList(endpoint, { snapshot, policy, bounds, today });
  } catch (error) {
    if (error instanceof RouterError) return doubtRefusal(error, snapshot);
    throw error;
  }
}
