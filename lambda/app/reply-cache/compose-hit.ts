import type { RepliedOutcome, Reply } from '../../core/receipts/outcome';
import type { Judgement } from '../../core/reply-cache/cache-entry';
import type { Plan } from '../../core/routing/plan';
import { findWire } from '../../core/wire/find-wire';

/** The outcome of a request that a cached reply answers, as its first candidate did for an equal request. */
export function composeHit(
  plan: Plan,
  { reply: { headers, body }, ageSeconds }: Extract<Judgement, { kind: 'hit' }>,
): RepliedOutcome {
  const facts = findWire(plan.action).readReply(headers, new TextDecoder().decode(body));
  return {
    kind: 'reply',
    plan,
    reply: { status: 200, headers, body: yieldOnce(body), opening: facts, readEnd: () => facts },
    answeredBy: plan.calls[0].candidate,
    tierFallback: undefined,
    cachedSeconds: ageSeconds,
    attempts: [],
    restMillis: 0,
  };
}

/** A reply that is not a stream is whole before it is answered. */
export async function collectBody({ body }: Reply): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  const [only] = chunks;
  return only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks);
}

/** The outcome with a body that was read. */
export function withBody(outcome: RepliedOutcome, body: Uint8Array): RepliedOutcome {
  return { ...outcome, reply: { ...outcome.reply, body: yieldOnce(body) } };
}

async function* yieldOnce(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
