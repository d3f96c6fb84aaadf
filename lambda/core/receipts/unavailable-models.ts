import { findFailureCause } from '../recovery/failure-cause';
import type { ModelRefusal } from '../recovery/model-refusal';
import type { Receipt } from './receipt';

/** A call whose model Bedrock refused for good. */
export interface UnavailableModel {
  readonly modelId: string;
  readonly cause: ModelRefusal;
}

export function listUnavailableModels({
  attempts,
}: Pick<Receipt, 'attempts'>): readonly UnavailableModel[] {
  return attempts.flatMap((attempt) => {
    const cause = findFailureCause(attempt);
    const isUnavailable = cause === 'retired' || cause === 'no-access';
    return isUnavailable ? [{ modelId: attempt.candidate.baseModelId, cause }] : [];
  });
}
