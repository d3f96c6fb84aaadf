import { RouterError } from '../core/errors/router-error';
import {
  composeFinalReceipt,
  composeReceipt,
  type ReceiptSource,
} from '../core/receipts/compose-receipt';
import type { Outcome, RepliedOutcome } from '../core/receipts/outcome';
import type { KnownRequest } from '../core/receipts/request-metadata';
import { readOrigin } from '../core/receipts/request-origin';
import { findWire } from '../core/wire/find-wire';
import type { Deadline } from './deadline';
import type { Invocation, Router } from './ports';
import type { Stopwatch } from './stopwatch';

/**
 * Answers the caller with an outcome, and records the receipt.
 *
 * @throws RouterError if an answer that had begun could not be ended
 */
export async function answerAndRecord(
  outcome: Outcome,
  invocation: Invocation,
  { router, stopwatch }: { readonly router: Router; readonly stopwatch: Stopwatch },
): Promise<void> {
  const source = { ...identifyRequest(invocation), outcome };
  const interruption = await answer(source, invocation, stopwatch);
  const receipt = composeFinalReceipt(source, { interruption, times: stopwatch.read() });
  router.telemetry.recordReceipt(receipt);
  if (interruption !== undefined) throw interruption;
}

/** Returns the error that interrupted the answer after it had begun, if there was one. */
async function answer(
  source: ReceiptSource,
  invocation: Invocation,
  stopwatch: Stopwatch,
): Promise<RouterError | undefined> {
  const { outcome } = source;
  const isStream = isStreamed(outcome);
  const flowing = isStream ? followFlow(outcome, invocation.deadline) : outcome;
  const send = () => invocation.answer(flowing, composeReceipt(source));
  try {
    await (isStream ? stopwatch.timeBedrock(send) : send());
    return undefined;
  } catch (error) {
    if (error instanceof RouterError) return error;
    throw error;
  }
}

function isStreamed(outcome: Outcome): outcome is RepliedOutcome {
  // An error is never a stream.
  return (
    outcome.kind === 'reply' &&
    outcome.reply.status === 200 &&
    findWire(outcome.plan.action).isStreaming
  );
}

/** Limits the silence of a stream instead of its time. */
function followFlow(outcome: RepliedOutcome, deadline: Deadline): RepliedOutcome {
  const { reply } = outcome;
  return { ...outcome, reply: { ...reply, body: noteProgress(reply.body, deadline) } };
}

async function* noteProgress(
  body: AsyncIterable<Uint8Array>,
  deadline: Deadline,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    deadline.noteProgress();
    yield chunk;
    // The client has taken the chunk.
    deadline.noteProgress();
  }
}

/** Records a request that ended before it was routed. */
export function recordUnrouted(
  source: ReceiptSource,
  { telemetry, clock }: Pick<Router, 'telemetry' | 'clock'>,
): void {
  const times = { startedAt: clock(), totalMillis: 0, bedrockMillis: 0 };
  telemetry.recordReceipt(composeFinalReceipt(source, { interruption: undefined, times }));
}

export function identifyRequest({ requestId, request }: Invocation): KnownRequest {
  return { requestId, origin: readOrigin(request.headers, request.callerId) };
}
