import { writeServiceTier } from '../core/converse-body';
import { readReplyFacts } from '../core/reply-facts';
import { RouterError } from '../core/router-error';
import { chooseTarget, type Target } from '../core/target';
import type { BedrockReply, Outcome } from './outcome';
import type { Invocation, Router } from './ports';

/** Sends one request to where its operation is mapped, answers the caller, and records what became of it. */
export async function routeInvocation(invocation: Invocation, router: Router): Promise<void> {
  const stopwatch = new BedrockStopwatch(router.clock);
  const outcome = await attempt(invocation, router, stopwatch);
  await invocation.answer(outcome);
  router.telemetry.recordRequest({
    requestId: invocation.requestId,
    outcome,
    ...stopwatch.read(),
  });
}

async function attempt(
  invocation: Invocation,
  router: Router,
  stopwatch: BedrockStopwatch,
): Promise<Outcome> {
  let target: Target | undefined;
  try {
    target = chooseTarget(invocation.asked, await router.mapping.current(), router.bounds);
    router.telemetry.recordTarget(invocation.requestId, target);
    const call = {
      baseModelId: target.baseModelId,
      body: encode(writeServiceTier(target.body, target.requestedTier)),
      signal: invocation.signal,
    };
    const reply = await stopwatch.time(() => router.bedrock.converse(call));
    return { kind: 'replied', target, reply, facts: readReplyFacts(decode(reply)) };
  } catch (error) {
    if (error instanceof RouterError) return { kind: 'refused', target, error };
    return { kind: 'broken', target, cause: error };
  }
}

/** Tells the time spent waiting for Bedrock from the router's own. */
class BedrockStopwatch {
  readonly #clock: () => number;
  readonly #startedAt: number;
  #bedrockMillis = 0;

  constructor(clock: () => number) {
    this.#clock = clock;
    this.#startedAt = clock();
  }

  async time<Result>(wait: () => Promise<Result>): Promise<Result> {
    const from = this.#clock();
    try {
      return await wait();
    } finally {
      this.#bedrockMillis += this.#clock() - from;
    }
  }

  read(): { readonly totalMillis: number; readonly bedrockMillis: number } {
    return { totalMillis: this.#clock() - this.#startedAt, bedrockMillis: this.#bedrockMillis };
  }
}

function encode(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}

function decode(reply: BedrockReply): string {
  return Buffer.from(reply.body.buffer, reply.body.byteOffset, reply.body.byteLength).toString(
    'utf8',
  );
}
