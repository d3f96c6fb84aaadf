import { HEADERS, SHOULD_RETRY_HEADER } from '../../contract';
import { MAY_PASS_LATER } from '../../core/errors/may-pass-later';
import type { Outcome } from '../../core/receipts/outcome';
import { TIMES } from '../../core/settings/times';

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
