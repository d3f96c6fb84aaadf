import { recordUnrouted } from '../app/answer-and-record';
import { type Deadline, waitWithin } from '../app/deadline';
import type { Router } from '../app/ports';
import { RouterError } from '../core/errors/router-error';
import { composeReceipt } from '../core/receipts/compose-receipt';
import { type DraftSource, draftReceipt } from '../core/receipts/draft-receipt';
import { type Outcome, refuseUnplanned } from '../core/receipts/outcome';
import { type RequestOrigin, readOrigin } from '../core/receipts/request-origin';
import type { Snapshot } from '../core/settings/snapshot';
import { composeResponse } from './compose-response';
import type { ErrorShape } from './errors/find-error-shape';
import type { HttpRequest } from './read-event';
import type { RouterResponse } from './router-response';

/** One request and how to answer it. */
export interface Exchange {
  readonly http: HttpRequest;
  readonly deadline: Deadline;
  readonly errorShape: ErrorShape;
  readonly respond: (response: RouterResponse) => Promise<void>;
}

/** A request that is not routed. */
export interface Unrouted {
  /** What is in force, or why that is not known; undefined if nobody needs it. */
  readonly snapshot: Snapshot | RouterError | undefined;
  readonly exchange: Exchange;
  readonly router: Router;
  /** What it calls, as far as its path says so. Undefined if it calls no model. */
  readonly call?: Omit<DraftSource, 'headers'> | undefined;
}

/** Refuses a request with what its log line can say about it. */
export async function refuse(error: RouterError, unrouted: Unrouted): Promise<void> {
  const { snapshot, call, exchange, router } = unrouted;
  const { http, ...ending } = exchange;
  const { requestId, headers, callerId } = http;
  const mapping = snapshot instanceof RouterError ? undefined : snapshot?.mapping;
  const draft = draftReceipt({ headers, ...call }, mapping, findCallerName(unrouted));
  const origin = readOrigin(headers, callerId);
  return endRequest(refuseUnplanned(error, draft), { ...ending, requestId, origin }, router);
}

function findCallerName({ snapshot, exchange }: Unrouted): string | undefined {
  if (snapshot instanceof RouterError) return undefined;
  const policy = snapshot?.policies?.get(exchange.http.callerId ?? '');
  return policy === 'invalid' ? undefined : policy?.name;
}

/** The snapshot in force, or why there is none in the request's time. */
export async function takeSnapshot(
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

export function readOrRefuse<Result>(read: () => Result): Result | RouterError {
  try {
    return read();
  } catch (error) {
    if (error instanceof RouterError) return error;
    throw error;
  }
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
