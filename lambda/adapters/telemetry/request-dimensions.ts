import type { Outcome } from '../../app/outcome';
import { DIRECT_OPERATION, METRIC_DIMENSIONS, UNREPORTED_TIER } from '../../contract';
import type { Target } from '../../core/routing/target';

export type DimensionSet = Readonly<Record<string, string>>;

/**
 * The dimension sets under which one request is published, beside what all sets have. Each combination of values is
 * billed, so a model that only its caller has named is none of them until Bedrock has shown that it knows it.
 */
export function composeDimensionSets(outcome: Outcome, target: Target): readonly DimensionSet[] {
  const { caller } = target;
  const operation = { [METRIC_DIMENSIONS.operation]: target.operation };
  const isModelKnown = target.operation !== DIRECT_OPERATION || isKnownToBedrock(outcome);
  return [
    operation,
    ...(isModelKnown ? [composeModelSet(outcome, target)] : []),
    ...(caller === undefined ? [] : [{ [METRIC_DIMENSIONS.caller]: caller.policy.name }]),
  ];
}

function composeModelSet(outcome: Outcome, target: Target): DimensionSet {
  const isReply = outcome.kind === 'replied';
  const resolvedTier = isReply ? outcome.reply.facts().resolvedTier : undefined;
  return {
    [METRIC_DIMENSIONS.modelId]: isReply ? outcome.answeredBy.baseModelId : target.baseModelId,
    [METRIC_DIMENSIONS.resolvedServiceTier]: resolvedTier ?? UNREPORTED_TIER,
  };
}

/** It serves, throttles and fails only models that there are; any other 4xx may be for an ID that is none. */
function isKnownToBedrock(outcome: Outcome): boolean {
  if (outcome.kind !== 'replied') return false;
  const { status } = outcome.reply;
  return status < 400 || status === 429 || status >= 500;
}
