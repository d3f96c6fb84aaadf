import type { RouterError } from '../../lambda/core/errors/router-error';
import { composeFinalReceipt, type Ending } from '../../lambda/core/receipts/compose-receipt';
import type {
  BugOutcome,
  Outcome,
  RefusedOutcome,
  RepliedOutcome,
} from '../../lambda/core/receipts/outcome';
import type { FinalReceipt } from '../../lambda/core/receipts/receipt';
import type { RequestOrigin } from '../../lambda/core/receipts/request-origin';
import type { Plan } from '../../lambda/core/routing/plan';
import type { ReplyFacts } from '../../lambda/core/wire/reply-facts';
import { composeReply, composeStream } from './compose-reply';
import { plan as composePlan } from './plan';

/** A whole reply of the requested candidate with the given status and text. */
export function composeReplied(status: number, text: string, plan = composePlan()): RepliedOutcome {
  return {
    kind: 'reply',
    plan,
    reply: composeReply(status, text),
    answeredBy: plan.requested,
    tierFallback: undefined,
    attempts: [],
    restMillis: 0,
  };
}

/** A stream that reports the given facts. */
export function composeStreamed(facts: Partial<ReplyFacts>): RepliedOutcome {
  const plan = composePlan('N:flex', { action: 'converse-stream' });
  return { ...composeReplied(200, '', plan), reply: composeStream([], facts) };
}

/** A refusal of the router before any call. */
export function composeRefused(error: RouterError, plan?: Plan): RefusedOutcome {
  return { kind: 'refused', plan, error, attempts: [], restMillis: 0 };
}

/** A bug, before any call ended. */
export function composeBug(cause: unknown, plan?: Plan): BugOutcome {
  return { kind: 'bug', plan, cause, attempts: [], restMillis: 0 };
}

/** The receipt of a request that took 100 ms, 80 of them with Bedrock. */
export function composeEnded(
  outcome: Outcome,
  {
    requestId = 'request-1',
    origin = undefined,
    ...ending
  }: Partial<Ending> & { readonly requestId?: string; readonly origin?: RequestOrigin } = {},
): FinalReceipt {
  return composeFinalReceipt(
    { requestId, origin, outcome },
    {
      interruption: undefined,
      times: { startedAt: 1_000, totalMillis: 100, bedrockMillis: 80 },
      ...ending,
    },
  );
}
