import { RouterError } from '../core/errors/router-error';
import type { Reply } from '../core/receipts/outcome';
import type { Attempt, AttemptResult } from '../core/recovery/attempt';
import { readStreamExceptionStatus } from '../core/recovery/stream-exception';
import type { Candidate } from '../core/routing/candidate';
import type { Plan } from '../core/routing/plan';
import { TIMES } from '../core/settings/times';
import { findWire } from '../core/wire/find-wire';
import type { Deadline } from './deadline';
import type { Router } from './ports';

/** One call: its attempt, and a reply of any status or the error if there is none. */
export interface Call {
  readonly attempt: Attempt;
  readonly answer: Reply | RouterError;
}

export interface CallOptions {
  readonly router: Router;
  readonly deadline: Deadline;
  /** Whether another candidate could be called if this one stays silent. */
  readonly hasFallback: boolean;
}

/**
 * Calls a candidate once and waits for the beginning of its answer, for a limited time. A call that the deadline ends is
 * also an attempt, because Bedrock has received it.
 */
export async function callBedrock(
  plan: Plan,
  candidate: Candidate,
  { router, deadline, hasFallback }: CallOptions,
): Promise<Call> {
  const startedAt = router.clock();
  const ending = followAbort(deadline.signal);
  const wire = findWire(plan.action);
  const timeoutMillis = wire.isStreaming
    ? limitFirstByte(plan, candidate, router)
    : limitWholeAnswer(deadline, hasFallback);
  const { connection } = candidate;
  const request = { ...wire.write(plan.request, candidate, plan.catalog), connection };
  const { adapted } = request;
  const timer = startTimer(timeoutMillis, ending);
  try {
    const reply = await router.bedrock.invoke(request, ending.signal);
    const millis = router.clock() - startedAt;
    return { attempt: { candidate, adapted, result: readResult(reply), millis }, answer: reply };
  } catch (error) {
    if (!(error instanceof RouterError)) throw error;
    const result = readFailure(error, ending.signal);
    const millis = router.clock() - startedAt;
    return { attempt: { candidate, adapted, result, millis }, answer: error };
  } finally {
    clearTimeout(timer);
  }
}

function limitFirstByte({ settings }: Plan, { tier }: Candidate, { timeouts }: Router): number {
  const seconds = settings?.timeouts?.firstByteSeconds;
  return seconds === undefined ? timeouts.firstByteMillis[tier] : seconds * 1000;
}

/**
 * The first byte of an answer that is not streamed comes when it is complete, which may take as long as the request has.
 * Another candidate needs some of that time. Undefined if the deadline is the only limit.
 */
function limitWholeAnswer(deadline: Deadline, hasFallback: boolean): number | undefined {
  const remainingMillis = deadline.remainingMillis();
  const limitMillis = remainingMillis * TIMES.wholeAnswerShare;
  const leavesTime = remainingMillis - limitMillis >= TIMES.leastAttemptMillis;
  return hasFallback && leavesTime ? limitMillis : undefined;
}

function startTimer(
  millis: number | undefined,
  ending: AbortController,
): NodeJS.Timeout | undefined {
  if (millis === undefined) return undefined;
  return setTimeout(() => ending.abort(tooSilent(millis)), millis);
}

/** Discards an answer that is not sent to the client, which closes the connection of a stream. */
export async function discardAnswer({ answer }: Call): Promise<void> {
  if (answer instanceof RouterError) return;
  for await (const _ of answer.body) break;
}

/** Aborted with the signal, or on its own. `AbortSignal.any` does the same in ten times the time. */
function followAbort(signal: AbortSignal): AbortController {
  const follower = new AbortController();
  if (signal.aborted) follower.abort(signal.reason);
  else signal.addEventListener('abort', () => follower.abort(signal.reason), { once: true });
  return follower;
}

function readResult({ status, headers, opening }: Reply): AttemptResult {
  const { openingException, errorName, errorMessage: message } = opening;
  if (openingException !== undefined) {
    const meant = readStreamExceptionStatus(openingException);
    return { kind: 'answered', status: meant, exception: openingException, message };
  }
  const [exception] = (headers['x-amzn-errortype'] ?? errorName ?? '').split(':');
  return { kind: 'answered', status, exception, message };
}

function readFailure({ code }: RouterError, ending: AbortSignal): AttemptResult {
  if (code === 'connection-failed') return { kind: 'unconnected', isLate: ending.aborted };
  if (ending.aborted) return { kind: 'silent' };
  return { kind: code === 'reply-broken' ? 'broken' : 'unreachable' };
}

function tooSilent(millis: number): RouterError {
  const seconds = Math.round(millis / 100) / 10;
  return new RouterError('timed-out', `Amazon Bedrock sent nothing for ${seconds} s`);
}
