/** The router's own headers. Requests may also carry {@link SERVICE_TIER_HEADER}. */
export const HEADERS = {
  operation: 'x-router-operation',
  modelId: 'x-router-model-id',
  /** The declared connection by which the model answered. Absent for the router's own. */
  connection: 'x-router-connection',
  requestedTier: 'x-router-requested-tier',
  mappingVersion: 'x-router-mapping-version',
  /** Which route of a split the request got: the variant's name, or `mapping`. Absent if no split decided. */
  variant: 'x-router-variant',
  error: 'x-router-error',
  /** Why another candidate answered than the requested one. Absent if the requested one answered. */
  tierFallback: 'x-router-tier-fallback',
  /** The calls that were made, in order: `us.amazon.nova-2-lite-v1:0:flex=503;1240ms,…=200;880ms`. */
  attempts: 'x-router-attempts',
  /** The cost, or why it is not known: `unpriced` or `unknown-usage`. Streams have neither. */
  estimatedCost: 'x-router-estimated-cost-usd',
  costStatus: 'x-router-cost-status',
  /** If the reply of an equal request answers: `hit; age=12`, with its age in seconds. */
  cache: 'x-router-cache',
  /** On `budget-exceeded`: when the caller's next period begins, e.g. `2026-12-01T00:00:00.000Z`. */
  budgetResetsAt: 'x-router-budget-resets-at',
  /** On a request: the most milliseconds that it may take. */
  timeout: 'x-router-timeout-ms',
  /** On a request: `true` allows no other tier and no other model than those requested. */
  strictTier: 'x-router-strict-tier',
  /** On a request: requests with the same text get the same variant of a split. */
  splitKey: 'x-router-split-key',
  /** On a request: a JSON object of at most eight texts, for logs and for Bedrock's `requestMetadata`. */
  metadata: 'x-router-metadata',
} as const;

/** On a request: the tier asked for. On a response: the tier that Bedrock says it served. */
export const SERVICE_TIER_HEADER = 'x-amzn-bedrock-service-tier';

/** On a response of OpenAI's wire: the router's own ID of the request, which OpenAI's SDKs show with an error. */
export const REQUEST_ID_HEADER = 'x-request-id';

/** On a response: `false` if the same request cannot succeed. The SDKs of Anthropic and OpenAI then do not repeat it. */
export const SHOULD_RETRY_HEADER = 'x-should-retry';
