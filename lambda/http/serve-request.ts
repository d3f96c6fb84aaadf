import type { Outcome } from '../app/outcome';
import type { Router } from '../app/ports';
import { routeInvocation } from '../app/route-invocation';
import { SERVICE_TIER_HEADER } from '../contract';
import { composeResponse } from './compose-response';
import { listOperations } from './list-operations';
import { matchDoor } from './match-door';
import type { RouterRequest } from './read-request';
import { composeJsonResponse, type RouterResponse } from './router-response';

/** One request, and how to answer it. */
export interface Exchange {
  readonly request: RouterRequest;
  /** Aborted when the client is gone or the time is up. */
  readonly signal: AbortSignal;
  readonly respond: (response: RouterResponse) => Promise<void>;
}

/** Takes a request in at its door. */
export async function serveRequest(exchange: Exchange, router: Router): Promise<void> {
  const { request, signal, respond } = exchange;
  const door = matchDoor(request.method, request.path);
  switch (door.kind) {
    case 'health':
      return respond(composeJsonResponse(200, { status: 'ok' }));
    case 'operation-list':
      return respond(composeJsonResponse(200, listOperations(await router.mapping.current())));
    case 'converse': {
      const { requestId, bodyText, headers } = request;
      const headerTier = headers.get(SERVICE_TIER_HEADER);
      const asked = { destination: door.destination, bodyText, headerTier };
      const answer = (outcome: Outcome) => respond(composeResponse(outcome, requestId));
      return routeInvocation({ requestId, asked, signal, answer }, router);
    }
    case 'none':
      return endRequest(
        { kind: 'refused', target: undefined, error: door.error },
        exchange,
        router,
      );
    default:
      return door satisfies never;
  }
}

/** Answers and records a request that never set out. */
export async function endRequest(
  outcome: Outcome,
  {
    request: { requestId },
    respond,
  }: Pick<Exchange, 'respond'> & { readonly request: Pick<RouterRequest, 'requestId'> },
  router: Router,
): Promise<void> {
  await respond(composeResponse(outcome, requestId));
  router.telemetry.recordRequest({ requestId, outcome, totalMillis: 0, bedrockMillis: 0 });
}
