import { RouterError } from '../core/errors/router-error';
import type { TieredModelId } from '../core/ids/tiered-model-id';
import type { Attempt } from '../core/recovery/attempt';
import type { AttemptResult } from '../core/recovery/failure-cause';
import { readStreamExceptionStatus } from '../core/recovery/stream-exception';
import type { Target } from '../core/routing/target';
import { wireOf } from '../core/wire/wire-of';
import type { BedrockReply } from './outcome';
import type { Router } from './ports';

/** One call, and what came of it: a reply of any status, or why there is none. */
export interface Call {
  readonly attempt: Attempt;
  readonly answer: BedrockReply | RouterError;
}

/**
 * Calls a candidate once, and waits for the beginning of its answer as long as its tier allows. A call that the signal
 * ends is an attempt too: Bedrock has seen it.
 */
export async function callCandidate(
  target: Target,
  candidate: TieredModelId,
  { router, signal }: { readonly router: Router; readonly signal: AbortSignal },
): Promise<Call> {
  const startedAt = router.clock();
  const ending = followAbort(signal);
  const timeoutMillis = router.timeouts.firstByteMillis[candidate.tier];
  const timer = setTimeout(() => ending.abort(tooSilent(timeoutMillis)), timeoutMillis);
  try {
    const request = wireOf(target.action).write(target.request, candidate);
    const reply = await router.bedrock.invoke(request, ending.signal);
    const millis = router.clock() - startedAt;
    return { attempt: { candidate, result: readResult(reply), millis }, answer: reply };
  } catch (error) {
    if (!(error instanceof RouterError)) throw error;
    const result = readFailure(error, ending.signal);
    const millis = router.clock() - startedAt;
    return { attempt: { candidate, result, millis }, answer: error };
  } finally {
    clearTimeout(timer);
  }
}

/** Lets go of an answer that nobody is to read: the connection of a stream is closed. */
export async function leaveCall({ answer }: Call): Promise<void> {
  if (answer instanceof RouterError) return;
  for await (const _ of answer.body) break;
}

/** Aborted with the signal, or by itself. `AbortSignal.any` does the same at ten times the price. */
function followAbort(signal: AbortSignal): AbortController {
  const follower = new AbortController();
  if (signal.aborted) follower.abort(signal.reason);
  else signal.addEventListener('abort', () => follower.abort(signal.reason), { once: true });
  return follower;
}

function readResult({ status, headers, facts }: BedrockReply): AttemptResult {
  const { openingException, errorMessage: message } = facts();
  if (openingException !== undefined) {
    const meant = readStreamExceptionStatus(openingException);
    return { kind: 'answered', status: meant, exception: openingException, message };
  }
  const [exception] = (headers['x-amzn-errortype'] ?? '').split(':');
  return { kind: 'answered', status, exception, message };
}

function readFailure({ code }: RouterError, ending: AbortSignal): AttemptResult {
  if (ending.aborted) return { kind: 'silent' };
  return { kind: code === 'reply-broken' ? 'broken' : 'unreachable' };
}

function tooSilent(millis: number): RouterError {
  return new RouterError('timed-out', `Amazon Bedrock sent nothing for ${millis / 1000} s`);
}
