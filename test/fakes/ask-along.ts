import type { Deadline } from '../../lambda/app/deadline';
import { makeAttempts } from '../../lambda/app/make-attempts';
import type { Router } from '../../lambda/app/ports';
import { RouterError } from '../../lambda/core/errors/router-error';
import type { Outcome, Reply } from '../../lambda/core/receipts/outcome';
import type { Attempt, AttemptResult } from '../../lambda/core/recovery/attempt';
import type { Plan } from '../../lambda/core/routing/plan';
import { composeReply } from './compose-reply';
import { composeDeadline } from './fake-router';
import { shorten } from './plan';

/** A reply as Bedrock gives it to a call that fails. */
export function fail(status: number, message = 'no', exception = nameException(status)): Reply {
  const headers = exception === undefined ? {} : { 'x-amzn-errortype': exception };
  return composeReply(status, JSON.stringify({ message }), headers);
}

function nameException(status: number): string | undefined {
  return status === 429 ? 'ThrottlingException' : undefined;
}

export interface Asked {
  /** The status of the answer, or the code of the router's error. */
  readonly ending: number | string;
  readonly tierFallback: string | undefined;
  /** Each as `N:flex=503`. */
  readonly attempts: readonly string[];
}

/** Carries a plan out and reports the result in short. */
export async function askAlong(
  router: Router,
  plan: Plan,
  deadline: Deadline = composeDeadline(new AbortController().signal),
): Promise<Asked> {
  const attempts: Attempt[] = [];
  const ended = await makeAttempts(plan, router, { deadline, attempts }).then(
    readEnding,
    (error) => {
      if (error instanceof RouterError) return { ending: error.code, tierFallback: undefined };
      throw error;
    },
  );
  return { ...ended, attempts: attempts.map(writeAttempt) };
}

function readEnding(outcome: Outcome): Pick<Asked, 'ending' | 'tierFallback'> {
  if (outcome.kind === 'bug') throw outcome.cause;
  if (outcome.kind === 'refused') return { ending: outcome.error.code, tierFallback: undefined };
  return { ending: outcome.reply.status, tierFallback: outcome.tierFallback };
}

export function writeAttempt({ candidate, result }: Omit<Attempt, 'millis'>): string {
  return `${shorten(candidate)}=${writeResult(result)}`;
}

function writeResult(result: AttemptResult): number | string {
  return result.kind === 'answered' ? result.status : result.kind;
}
