import { HEADERS, SHOULD_RETRY_HEADER } from '../../contract';
import type { RouterErrorCode } from '../../core/errors/router-error';
import type { Outcome } from '../../core/receipts/outcome';
import { TIMES } from '../../core/settings/times';

/** Whether the same request may succeed a little later. An error that says after how many seconds also may. */
const MAY_PASS_LATER = {
  'invalid-model-id': false,
  'invalid-route': false,
  'invalid-body': false,
  'invalid-tier': false,
  'invalid-header': false,
  'invalid-event': false,
  'invalid-media': false,
  'conflicting-tiers': false,
  'tier-not-allowed': false,
  'model-not-allowed': false,
  'unknown-caller': false,
  'caller-not-allowed': false,
  'unknown-connection': false,
  'unsupported-api': false,
  'unknown-operation': false,
  'unknown-path': false,
  'method-not-allowed': false,
  'unsupported-media-type': false,
  /** The same call would take as long, and be paid again. */
  'timed-out': false,
  'client-gone': false,
  'stream-broken': true,
  'budget-exceeded': false,
  'callers-unavailable': true,
  'budget-unavailable': true,
  'mapping-unavailable': true,
  'connection-failed': true,
  'bedrock-unreachable': true,
  'media-unavailable': true,
  'unknown-job': false,
  'job-conflict': false,
  'jobs-unavailable': true,
  'reply-broken': true,
} as const satisfies Record<RouterErrorCode, boolean>;

/** Also Bedrock's own: some SDKs repeat a 408 by themselves, and each repetition takes as long and is paid. */
const REQUEST_TIMEOUT = 408;

const USUAL_SECONDS: Readonly<Record<number, number>> = {
  429: TIMES.quotaRetryAfterSeconds,
  503: TIMES.capacityRetryAfterSeconds,
};

/**
 * Composes the headers that say whether and when to ask again. Clients obey them: Anthropic's SDKs wait as long as
 * `retry-after` says, so it is never long, and they do not repeat a request after `x-should-retry: false`.
 */
export function composeRetryAdvice(status: number, outcome: Outcome): Record<string, string> {
  const isFinal = status === REQUEST_TIMEOUT || isHopeless(outcome);
  const advice = isFinal
    ? { [SHOULD_RETRY_HEADER]: 'false' }
    : composeRetryAfter(chooseSeconds(status, outcome));
  return { ...advice, ...composeBudgetReset(outcome) };
}

function isHopeless(outcome: Outcome): boolean {
  if (outcome.kind !== 'refused') return false;
  const { code, retryAfterSeconds } = outcome.error;
  return !MAY_PASS_LATER[code] && retryAfterSeconds === undefined;
}

function composeRetryAfter(seconds: number | undefined): Record<string, string> {
  if (seconds === undefined) return {};
  const bounded = Math.min(TIMES.longestRetryAfterSeconds, Math.max(0, Math.ceil(seconds)));
  return { 'retry-after': String(bounded) };
}

/** The error's own time, else Bedrock's. If all candidates rest, it is the time until the first may be called. */
function chooseSeconds(status: number, outcome: Outcome): number | undefined {
  const known = readKnownSeconds(outcome);
  if (known !== undefined) return known;
  const usual = USUAL_SECONDS[status];
  const { restMillis } = outcome;
  return usual !== undefined && restMillis > 0 ? restMillis / 1000 : usual;
}

const WHOLE_SECONDS = /^\d{1,9}$/;

/** Bedrock may also send a date, which depends on the client's clock. */
function readKnownSeconds(outcome: Outcome): number | undefined {
  if (outcome.kind === 'refused') return outcome.error.retryAfterSeconds;
  const sent = outcome.kind === 'reply' ? outcome.reply.headers['retry-after'] : undefined;
  return sent !== undefined && WHOLE_SECONDS.test(sent) ? Number(sent) : undefined;
}

function composeBudgetReset(outcome: Outcome): Record<string, string> {
  const resetsAt = outcome.kind === 'refused' ? outcome.error.budgetResetsAt : undefined;
  return resetsAt === undefined ? {} : { [HEADERS.budgetResetsAt]: resetsAt };
}
