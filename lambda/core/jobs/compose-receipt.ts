import type { Receipt } from '../receipts/receipt';
import type { JobReceipt, JobState } from './state';

/**
 * Composes the receipt of a job that ends: that of its last attempt, and what was waited for.
 *
 * @param last undefined if the job ends without an attempt
 * @param at milliseconds since 1970
 */
export function composeJobReceipt(
  state: JobState,
  last: Receipt | undefined,
  at: number,
): JobReceipt {
  const { asked, served } = last ?? {};
  const { cost } = served ?? {};
  return {
    modelId: served?.answeredBy.baseModelId ?? asked?.modelId ?? null,
    connection: served?.answeredBy.connection ?? null,
    requestedTier: asked?.requestedTier ?? null,
    resolvedTier: served?.resolvedTier ?? null,
    mappingVersion: asked?.mappingVersion ?? null,
    variant: asked?.variant ?? null,
    tierFallback: served?.tierFallback ?? null,
    costUsd: cost?.usd ?? null,
    costStatus: served?.costStatus ?? null,
    savedUsd: cost?.savingsUsd ?? null,
    waitedSeconds: Math.max(0, Math.round((at - state.submittedAt) / 1000)),
    waitedFor: state.waitedFor,
    attempts: state.attemptCount,
    repeated: state.repeated,
  };
}
