import * as v from 'valibot';
import type { AccessBounds } from '../../routing/access-bounds';
import { numberAbove0, wholeNumberFrom } from '../check-number';
import { listOf, members, oneOf, refuse } from '../check-value';
import { TIMES } from '../times';
import { DEFAULT_RETRY, RETRY_STATUSES } from './operation-settings';

/** Claude takes no smaller budget. */
const LEAST_THINKING_TOKENS = 1_024;
const LONGEST_CACHE_SECONDS = 30 * 24 * 60 * 60;
const MOST_ATTEMPTS = 5;
/** The limit of Lambda, and of API Gateway for a streamed response. */
const LONGEST_SECONDS = 900;

/** Makes the schema of `thinking`. */
export function makeThinkingSchema() {
  return members({
    budgetTokens: wholeNumberFrom(LEAST_THINKING_TOKENS, 1_000_000),
    interleaved: v.optional(v.boolean(refuse('true or false'))),
  });
}

/**
 * Makes the schema of `guardrail`.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_GuardrailConfiguration.html
 */
export function makeGuardrailSchema() {
  const id = refuse('the ID or ARN of a guardrail');
  const version = refuse('"DRAFT" or the number of a version as a text, such as "1"');
  return members({
    id: v.pipe(
      v.string(id),
      v.regex(/^([a-z0-9]+|arn:aws[a-z-]*:bedrock:[a-z0-9-]+:\d{12}:guardrail\/[a-z0-9]+)$/, id),
    ),
    version: v.pipe(v.string(version), v.regex(/^([1-9]\d{0,7}|DRAFT)$/, version)),
    trace: v.optional(oneOf(['enabled', 'disabled', 'enabled_full'])),
  });
}

/** Makes the schema of `cache`. */
export function makeCacheSchema({ hasReplyCache = false }: Pick<AccessBounds, 'hasReplyCache'>) {
  const cache = members({
    mode: oneOf(['simple']),
    maxAgeSeconds: wholeNumberFrom(1, LONGEST_CACHE_SECONDS),
    scope: v.optional(oneOf(['caller', 'operation']), 'caller'),
  });
  return v.pipe(
    cache,
    v.check(
      () => hasReplyCache,
      ' is not allowed here, because it stores replies; the deploy allows it by replyCache',
    ),
  );
}

/** Makes the schema of `retry`. */
export function makeRetrySchema() {
  const rule = `a list of the statuses ${RETRY_STATUSES.join(', ')}`;
  return members({
    attempts: wholeNumberFrom(1, MOST_ATTEMPTS),
    onStatuses: v.optional(
      listOf(v.picklist(RETRY_STATUSES, refuse(rule)), rule),
      DEFAULT_RETRY.onStatuses,
    ),
  });
}

/** Makes the schema of `timeouts`. */
export function makeTimeoutsSchema() {
  const entries = {
    firstByteSeconds: v.optional(numberAbove0(LONGEST_SECONDS)),
    idleSeconds: v.optional(numberAbove0(TIMES.longestStreamSilenceMillis / 1000)),
    wholeSeconds: v.optional(numberAbove0(LONGEST_SECONDS)),
  };
  return v.pipe(
    members(entries),
    v.minEntries(1, ` has no member; it may have ${Object.keys(entries).join(', ')}`),
  );
}

/** Makes the schema of `jobs`. */
export function makeJobsSchema() {
  const share = refuse("the part of a job's time, a number from 0 to 1");
  return members({
    escalateAfter: v.pipe(v.number(share), v.minValue(0, share), v.maxValue(1, share)),
  });
}
