import type { Invocation } from '../../../lambda/app/ports';
import type { Outcome } from '../../../lambda/core/receipts/outcome';
import type { Receipt } from '../../../lambda/core/receipts/receipt';
import type { RouterRequest } from '../../../lambda/core/routing/plan-request';
import { composeDeadline } from '../../fakes/compose-deadline';
import type { FakeRouter } from '../../fakes/fake-router';

/** An invocation of extraction, and everything that happens around it in order. */
export interface WatchedInvocation {
  readonly invocation: Invocation;
  readonly outcomes: Outcome[];
  /** As they were known when the answers began. */
  readonly receipts: Receipt[];
  readonly client: AbortController;
}

export const EXTRACTION: RouterRequest = {
  action: 'converse',
  destination: { kind: 'operation', name: 'extraction' },
  headers: {},
  callerId: undefined,
  body: '{"messages":[]}',
};

/** Answers as an HTTP edge would: by taking the whole body. */
export function composeInvocation(
  router: FakeRouter,
  request: Partial<RouterRequest> = {},
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
    request: { ...EXTRACTION, ...request },
    deadline: composeDeadline(client.signal),
    answer,
  };
  return { invocation, outcomes, receipts, client };
}
