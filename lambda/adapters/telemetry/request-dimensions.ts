import { DIRECT_OPERATION, METRIC_DIMENSIONS, UNREPORTED_TIER } from '../../contract';
import type { AskedReceipt, Receipt, ServedReceipt } from '../../core/receipts/receipt';

export type DimensionSet = Readonly<Record<string, string>>;

/**
 * The dimension sets under which one request is published, beside what all sets have. CloudWatch bills each combination
 * of values, so a model that only its caller has named becomes a value once Bedrock has shown that it knows it.
 */
export function composeDimensionSets(
  asked: AskedReceipt,
  served: Receipt['served'],
): readonly DimensionSet[] {
  const isModelKnown = asked.operation !== DIRECT_OPERATION || isKnownToBedrock(served);
  return [
    { [METRIC_DIMENSIONS.operation]: asked.operation },
    ...(isModelKnown ? [composeModelSet(asked, served)] : []),
    ...(asked.caller === undefined ? [] : [{ [METRIC_DIMENSIONS.caller]: asked.caller }]),
  ];
}

function composeModelSet(
  { modelId }: AskedReceipt,
  served: ServedReceipt | undefined,
): DimensionSet {
  return {
    [METRIC_DIMENSIONS.modelId]: served?.answeredBy.baseModelId ?? modelId,
    [METRIC_DIMENSIONS.resolvedServiceTier]: served?.resolvedTier ?? UNREPORTED_TIER,
  };
}

/** Bedrock serves, throttles and fails only models that exist; any other 4xx may be about an ID that names none. */
function isKnownToBedrock(served: ServedReceipt | undefined): boolean {
  if (served === undefined) return false;
  const { status } = served;
  return status < 400 || status === 429 || status >= 500;
}
