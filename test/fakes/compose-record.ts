import type { Outcome } from '../../lambda/app/outcome';
import type { RequestRecord } from '../../lambda/app/ports';
import type { RouterError } from '../../lambda/core/errors/router-error';
import type { Target } from '../../lambda/core/routing/target';
import type { ReplyFacts } from '../../lambda/core/wire/reply-facts';
import { composeReply, composeStream } from './compose-reply';
import { composeTarget } from './compose-target';

/** The record of a request that took 100 ms, 80 of them with Bedrock. */
export function composeRecord(
  outcome: Outcome,
  differences: Partial<RequestRecord> = {},
): RequestRecord {
  return {
    requestId: 'request-1',
    origin: undefined,
    outcome,
    interruption: undefined,
    startedAt: 1_000,
    totalMillis: 100,
    bedrockMillis: 80,
    ...differences,
  };
}

/** A whole reply with the given status and text. */
export function composeReplied(
  status: number,
  text: string,
  differences: Partial<Target> = {},
): Extract<Outcome, { kind: 'replied' }> {
  const target = composeTarget(differences);
  const { baseModelId, requestedTier: tier } = target;
  return {
    kind: 'replied',
    target,
    reply: composeReply(status, text),
    answeredBy: { baseModelId, tier },
    tierFallback: undefined,
    attempts: [],
    estimateCost: () => undefined,
  };
}

/** A refusal of the router before any call. */
export function composeRefused(
  error: RouterError,
  target?: Target,
): Extract<Outcome, { kind: 'refused' }> {
  return { kind: 'refused', target, error, attempts: [] };
}

/** A bug, before any call ended. */
export function composeBroken(
  cause: unknown,
  target?: Target,
): Extract<Outcome, { kind: 'broken' }> {
  return { kind: 'broken', target, cause, attempts: [] };
}

/** A stream that has told the given facts. */
export function composeStreamed(facts: Partial<ReplyFacts>): Extract<Outcome, { kind: 'replied' }> {
  const target = composeTarget({ action: 'converse-stream' });
  return { ...composeReplied(200, ''), target, reply: composeStream([], facts) };
}
