import type { Invocation } from '../../../lambda/app/ports';
import { routeRequest } from '../../../lambda/app/route-request';
import type { Outcome } from '../../../lambda/core/receipts/outcome';
import type { Receipt } from '../../../lambda/core/receipts/receipt';
import type { RouterRequest } from '../../../lambda/core/routing/plan-request';
import type { FakeRouter } from '../../fakes/fake-router';
import { composeDeadline } from '../../fakes/fake-router';
import { request } from '../../fakes/request';

/** An invocation of extraction, and what its client receives. */
export interface WatchedInvocation {
  readonly invocation: Invocation;
  readonly outcomes: Outcome[];
  /** As they were known when the answers began. */
  readonly receipts: Receipt[];
  readonly client: AbortController;
}

/** An invocation whose answer takes the whole body, as over HTTP. */
export function composeInvocation(
  router: FakeRouter,
  changes: Partial<RouterRequest> = {},
  answerMillis = 0,
): WatchedInvocation {
  const outcomes: Outcome[] = [];
  const client = new AbortController();
  const receipts: Receipt[] = [];
  const answer = async (outcome: Outcome, receipt: Receipt) => {
    outcomes.push(outcome);
    receipts.push(receipt);
    router.fakeClock.advance(answerMillis);
    if (outcome.kind !== 'reply') return;
    for await (const _ of outcome.reply.body);
  };
  const invocation = {
    requestId: 'request-1',
    request: request(changes),
    deadline: composeDeadline(client.signal),
    answer,
  };
  return { invocation, outcomes, receipts, client };
}

/** Routes a request to its end; what it left behind is in the router's telemetry, too. */
export async function route(
  router: FakeRouter,
  changes: Partial<RouterRequest> = {},
  answerMillis = 0,
): Promise<WatchedInvocation> {
  const watched = composeInvocation(router, changes, answerMillis);
  await routeRequest(watched.invocation, router);
  return watched;
}
