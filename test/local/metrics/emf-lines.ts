import { METRIC_DIMENSIONS } from '../../../lambda/contract';

/** The dimensions of a call. */
export interface CallDimensions {
  readonly operation?: string;
  readonly tier?: string;
  readonly modelId?: string;
  readonly resolvedTier?: string;
  /** The line has a dimension set of the caller if there is one. */
  readonly caller?: string;
}

/** A line that the function writes for a request, with all its dimension sets. */
export function composeEmfLine(
  metrics: Readonly<Record<string, number | readonly number[]>>,
  dimensions: CallDimensions = {},
): string {
  const {
    operation = 'extraction',
    tier = 'flex',
    modelId = 'a',
    resolvedTier = tier,
    caller,
  } = dimensions;
  return JSON.stringify({
    _aws: {
      Timestamp: 1,
      CloudWatchMetrics: [
        {
          Namespace: 'BedrockTierRouter',
          Dimensions: [
            ['service', 'Operation', 'ServiceTier'],
            ['service', 'ModelId', 'ServiceTier', 'ResolvedServiceTier'],
            ...(caller === undefined ? [] : [['service', 'Caller', 'ServiceTier']]),
          ],
          Metrics: Object.keys(metrics).map((Name) => ({ Name, Unit: 'Count' })),
        },
      ],
    },
    service: 'bedrock-tier-router',
    [METRIC_DIMENSIONS.operation]: operation,
    [METRIC_DIMENSIONS.serviceTier]: tier,
    [METRIC_DIMENSIONS.modelId]: modelId,
    [METRIC_DIMENSIONS.resolvedServiceTier]: resolvedTier,
    [METRIC_DIMENSIONS.caller]: caller,
    ...metrics,
  });
}
