import { DIRECT_OPERATION, METRIC_DIMENSIONS, UNREPORTED_TIER } from '../../contract';
import type { AskedReceipt, Receipt, ServedReceipt } from '../../core/receipts/receipt';

export type DimensionSet = Readonly<Record<string, string>>;

/**
 * Composes the dimension sets under which one request is published, each without `service`. CloudWatch bills each
 * combination of values. So a model that only its caller has named becomes a value only after Bedrock has shown that the
 * model exists.
 */
export function composeDimensionSets(
  asked: AskedReceipt,
  served: Receipt['served'],
): readonly DimensionSet[] {
  const isModelKnown = asked.operation !== DIRECT_OPERATION || isKnownToBedrock(served);
  const { operation, requestedTier, caller, variant } = asked;
  const byTier: readonly DimensionSet[] = [
    { [METRIC_DIMENSIONS.operation]: operation },
    ...(isModelKnown ? [composeModelSet(asked, served)] : []),
    ...(caller === undefined ? [] : [{ [METRIC_DIMENSIONS.caller]: caller }]),
  ];
  const ofEachTier = byTier.map((set) => ({
    [METRIC_DIMENSIONS.serviceTier]: requestedTier,
    ...set,
  }));
  return variant === undefined
    ? ofEachTier
    : [...ofEachTier, composeVariantSet(operation, variant)];
}

/** Without the tier, because variants may differ in it. */
function composeVariantSet(operation: string, variant: string): DimensionSet {
  return { [METRIC_DIMENSIONS.operation]: operation, [METRIC_DIMENSIONS.variant]: variant };
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

/** Bedrock serves, throttles and fails only models that exist. Any other 4xx may concern an ID that does not exist. */
function isKnownToBedrock(served: ServedReceipt | undefined): boolean {
  if (served === undefined) return false;
  const { status } = served;
  return status < 400 || status === 429 || status >= 500;
}
