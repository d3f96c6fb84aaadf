import { recordUnrouted } from '../app/answer-and-record';
import { type Deadline, waitWithin } from '../app/deadline';
import type { Router } from '../app/ports';
import { routeRequest } from '../app/route-request';
import { requireCaller } from '../core/callers/policies';
import { RouterError } from '../core/errors/router-error';
import { composeReceipt } from '../core/receipts/compose-receipt';
import { draftReceipt } from '../core/receipts/draft-receipt';
import { type Outcome, refuseUnplanned } from '../core/receipts/outcome';
import type { Receipt } from '../core/receipts/receipt';
import { type RequestOrigin, readOrigin } from '../core/receipts/request-origin';
import { doubtRefusal } from '../core/settings/doubt-refusal';
import type { Snapshot } from '../core/settings/snapshot';
import { composeResponse } from './compose-response';
import type { ErrorShape } from './errors/find-error-shape';
import { serveJob } from './jobs/serve-job';
import { composeList, type ListEndpoint } from './lists/compose-list';
import { type JobEndpoint, matchEndpoint } from './match-endpoint';
import type { HttpRequest } from './read-event';
import { type CallEndpoint, readRouterRequest } from './read-request';
import { composeJsonResponse, type RouterResponse } from './router-response';

/** Callers are not configured. */
const NOBODY = { policy: undefined };

/** One request and how to answer it. */
export interface Exchange {
  readonly http: HttpRequest;
  readonly deadline: Deadline;
  readonly errorShape: ErrorShape;
  readonly respond: (response: RouterResponse) => Promise<void>;
}

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
    case 'none':
      return refuseUnread(endpoint.error, exchange, router);
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
  if (request instanceof RouterError) return refuseUnread(request, exchange, router);
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

export function readOrRefuse<Result>(read: () => Result): Result | RouterError {
  try {
    return read();
  } catch (error) {
    if (error instanceof RouterError) return error;
    throw error;
  }
}

/** Refuses a request that does not say what it calls. Its caller's name is for the log. */
async function refuseUnread(error: RouterError, exchange: Exchange, router: Router): Promise<void> {
  const snapshot = router.hasCallers ? await takeSnapshot(exchange, router) : undefined;
  return refuse(error, { snapshot, exchange, router });
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

/** A request that is not routed. */
interface Unrouted {
  /** What is in force, or why that is not known; undefined if nobody needs it. */
  readonly snapshot: Snapshot | RouterError | undefined;
  readonly exchange: Exchange;
  readonly router: Router;
}

async function takeSnapshot(
  { deadline }: Exchange,
  { snapshots }: Router,
): Promise<Snapshot | RouterError> {
  try {
    return await waitWithin(deadline.signal, snapshots.current());
  } catch (error) {
    if (error instanceof RouterError) return error;
    throw error;
  }
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

async function refuse(error: RouterError, unrouted: Unrouted): Promise<void> {
  const { http, errorShape, respond } = unrouted.exchange;
  const { requestId, headers, callerId } = http;
  const draft = draftReceipt(http, undefined, findCallerName(unrouted));
  return endRequest(
    refuseUnplanned(error, draft),
    { requestId, origin: readOrigin(headers, callerId), errorShape, respond },
    unrouted.router,
  );
}

function findCallerName({ snapshot, exchange }: Unrouted): string | undefined {
  if (snapshot instanceof RouterError) return undefined;
  const policy = snapshot?.policies?.get(exchange.http.callerId ?? '');
  return policy === 'invalid' ? undefined : policy?.name;
}

/** What is known about a request that is not routed, and how to answer it. */
export interface Ending extends Pick<Exchange, 'respond' | 'errorShape'> {
  readonly requestId: string;
  /** Undefined if the request could not be read. */
  readonly origin: RequestOrigin | undefined;
}

/** Answers and records a request that is not routed. */
export async function endRequest(
  outcome: Outcome,
  { requestId, origin, errorShape, respond }: Ending,
  router: Pick<Router, 'telemetry' | 'clock'>,
): Promise<void> {
  const source = { requestId, origin, outcome };
  await respond(composeResponse(outcome, composeReceipt(source), errorShape));
  recordUnrouted(source, router);
}
