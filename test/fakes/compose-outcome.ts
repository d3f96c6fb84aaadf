import type { RouterError } from '../../lambda/core/errors/router-error';
import { BUILT_IN_PRICES } from '../../lambda/core/pricing/built-in-prices';
import type {
  BugOutcome,
  Outcome,
  RefusedOutcome,
  RepliedOutcome,
} from '../../lambda/core/receipts/outcome';
import {
  composeFinalReceipt,
  type Ending,
  type FinalReceipt,
} from '../../lambda/core/receipts/receipt';
import type { RequestOrigin } from '../../lambda/core/receipts/request-origin';
import type { Target } from '../../lambda/core/routing/target';
import type { ReplyFacts } from '../../lambda/core/wire/reply-facts';
import { composeReply, composeStream } from './compose-reply';
import { composeTarget } from './compose-target';

/** A whole reply with the given status and text. */
export function composeReplied(
  status: number,
  text: string,
  differences: Partial<Target> = {},
): RepliedOutcome {
  const target = composeTarget(differences);
  const { baseModelId, requestedTier: tier } = target;
  return {
    kind: 'reply',
    target,
    reply: composeReply(status, text),
    answeredBy: { baseModelId, tier },
    tierFallback: undefined,
    prices: BUILT_IN_PRICES,
    attempts: [],
    restMillis: 0,
  };
}

/** A stream that has told the given facts. */
export function composeStreamed(facts: Partial<ReplyFacts>): RepliedOutcome {
  const target = composeTarget({ action: 'converse-stream' });
  return { ...composeReplied(200, ''), target, reply: composeStream([], facts) };
}

/** A refusal of the router before any call. */
export function composeRefused(error: RouterError, target?: Target): RefusedOutcome {
  return { kind: 'refused', target, error, attempts: [], restMillis: 0 };
}

/** A bug, before any call ended. */
export function composeBug(cause: unknown, target?: Target): BugOutcome {
  return { kind: 'bug', target, cause, attempts: [], restMillis: 0 };
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
