import { formatAttempts } from '../receipts/format-attempts';
import { type Outcome, readStatus } from '../receipts/outcome';
import type { Receipt } from '../receipts/receipt';
import { endAttempt, endJob, waitUntil } from './advance-state';
import { composeJobReceipt } from './compose-receipt';
import { planPause } from './plan-pause';
import type { JobAttempt, JobResponse, JobState } from './state';
import { type JobError, judgeOutcome, MOST_LOST_ATTEMPTS, type Verdict } from './verdict';

/** An attempt that has ended. Times are milliseconds since 1970. */
export interface EndedPass {
  readonly outcome: Outcome;
  /** Undefined if the answer broke off. */
  readonly receipt: Receipt | undefined;
  /** What was stored; undefined if Bedrock sent no response, or none that is JSON. */
  readonly response: JobResponse | undefined;
  readonly isEscalated: boolean;
  /** Whether the plan had fallbacks that were not asked. */
  readonly holdsBack: boolean;
  readonly escalatesAt: number;
  readonly startedAt: number;
  readonly endedAt: number;
  /** From 0 up to 1. */
  readonly random: number;
}

/** The pause before fallbacks are asked because the primary never answers: the shortest that there is. */
const SHORTEST_PAUSE_SECONDS = 1;

/** Adds an attempt to a job's state. The job then waits for the next one, or has ended. */
export function concludeAttempt(state: JobState, pass: EndedPass): JobState {
  const verdict = judge(pass);
  const { endedAt, escalatesAt } = pass;
  const attempt = describeAttempt(state, pass, verdict);
  const ended = endAttempt(state, { attempt, verdict, at: endedAt, escalatesAt });
  switch (verdict.kind) {
    case 'succeeded': {
      const { response } = verdict;
      const receipt = composeJobReceipt(ended, pass.receipt, endedAt);
      return endJob(ended, { status: 'SUCCEEDED', receipt, response }, endedAt);
    }
    case 'failed':
      return fail(ended, pass, verdict.error);
    case 'escalate':
      return waitUntil(ended, endedAt + SHORTEST_PAUSE_SECONDS * 1000);
    case 'wait':
      return waitOrFail(ended, pass);
    default:
      return verdict satisfies never;
  }
}

type Judged =
  | Exclude<Verdict, { readonly kind: 'succeeded' }>
  | { readonly kind: 'succeeded'; readonly response: JobResponse };

/** A status of success without JSON, e.g. from a proxy, would break what shows the job. Bedrock may bill it. */
function judge({ outcome, holdsBack, response }: EndedPass): Judged {
  const verdict = judgeOutcome(outcome, holdsBack);
  if (verdict.kind !== 'succeeded') return verdict;
  if (response === undefined) return { kind: 'wait', reason: 'reply-broken', isLost: true };
  return { ...verdict, response };
}

function describeAttempt(
  { attemptCount }: JobState,
  { outcome, startedAt, endedAt, isEscalated }: EndedPass,
  verdict: Judged,
): JobAttempt {
  return {
    number: attemptCount,
    startedAt,
    millis: endedAt - startedAt,
    status: readStatus(outcome),
    reason: nameReason(verdict),
    calls: formatAttempts(outcome.attempts),
    isEscalated,
  };
}

function waitOrFail(ended: JobState, pass: EndedPass): JobState {
  const { endedAt, random } = pass;
  if (ended.lostCount >= MOST_LOST_ATTEMPTS) return fail(ended, pass, composeLostError(ended));
  const seconds = planPause({ ...ended, now: endedAt, random });
  if (seconds === undefined) return fail(ended, pass, composeDeadlineError(ended));
  return waitUntil(ended, endedAt + seconds * 1000);
}

function fail(ended: JobState, { receipt, endedAt }: EndedPass, error: JobError): JobState {
  const composed = composeJobReceipt(ended, receipt, endedAt);
  return endJob(ended, { status: 'FAILED', error, receipt: composed }, endedAt);
}

function nameReason(verdict: Judged): string | null {
  switch (verdict.kind) {
    case 'succeeded':
      return null;
    case 'failed':
      return verdict.error.code;
    default:
      return verdict.reason;
  }
}

/** The error of a job that has no time for another attempt. */
export function composeDeadlineError({ attempts }: JobState): JobError {
  const last = attempts.at(-1);
  const message =
    last === undefined
      ? 'the deadline of the job has passed; it was not begun'
      : `the job has no time for another attempt before its deadline; its last one ended with ${last.reason}`;
  return { code: 'deadline-passed', message };
}

function composeLostError({ lostCount }: JobState): JobError {
  const message =
    `Amazon Bedrock did not answer ${lostCount} attempts, each of which it may bill; ` +
    'a lower maxTokens makes answers shorter';
  return { code: 'answers-lost', message };
}
