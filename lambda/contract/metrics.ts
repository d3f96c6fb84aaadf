export const METRIC_NAMESPACE = 'BedrockTierRouter';

/** The default value of the dimension `service`, which Powertools adds to every metric. */
export const SERVICE_NAME = 'bedrock-tier-router';

export const METRIC_DIMENSIONS = {
  service: 'service',
  operation: 'Operation',
  serviceTier: 'ServiceTier',
  modelId: 'ModelId',
  resolvedServiceTier: 'ResolvedServiceTier',
  /** Only when callers are configured: `[service, Caller, ServiceTier]`. */
  caller: 'Caller',
  /** Only where settings split an operation: `[service, Operation, Variant]`. */
  variant: 'Variant',
} as const;

/** The value of `Operation` for calls that name a model instead of an operation. */
export const DIRECT_OPERATION = 'direct';

/** The value of `ResolvedServiceTier` when Bedrock named none, as in an error. */
export const UNREPORTED_TIER = 'unreported';

/**
 * Metric names. The first ten are those of the namespace AWS/Bedrock.
 *
 * All are published under `[service, Operation, ServiceTier]` and
 * `[service, ModelId, ServiceTier, ResolvedServiceTier]`, and also under `[service, Caller, ServiceTier]` when the caller
 * is known and under `[service, Operation, Variant]` where a split chose the route. There are two exceptions:
 * `MappingErrors` has `[service]` alone, and there is no `ModelId` for a model that only its caller has named and Bedrock
 * refused.
 */
export const METRICS = {
  invocations: 'Invocations',
  invocationLatency: 'InvocationLatency',
  invocationClientErrors: 'InvocationClientErrors',
  invocationServerErrors: 'InvocationServerErrors',
  invocationThrottles: 'InvocationThrottles',
  inputTokenCount: 'InputTokenCount',
  outputTokenCount: 'OutputTokenCount',
  cacheReadInputTokens: 'CacheReadInputTokens',
  cacheWriteInputTokens: 'CacheWriteInputTokens',
  timeToFirstToken: 'TimeToFirstToken',
  routerLatency: 'RouterLatency',
  tierFallbacks: 'TierFallbacks',
  tierDowngrades: 'TierDowngrades',
  /** Calls that Bedrock refused because the model is retired, or because the account has no access to it. */
  unavailableModels: 'UnavailableModels',
  /** In USD, only when the model has a price. Its unit is `None`. */
  estimatedCost: 'EstimatedCost',
  /** In USD, relative to the default tier of the same model; negative for priority. Only when that tier has a price. */
  estimatedSavings: 'EstimatedSavings',
  /** Requests of which a part has no price, and those that a model answered without reporting what it used. */
  unpricedInvocations: 'UnpricedInvocations',
  unknownUsageInvocations: 'UnknownUsageInvocations',
  mappingErrors: 'MappingErrors',
} as const;

/** Metrics of the reply cache, published under the dimensions of {@link METRICS} when operations have one. */
export const CACHE_METRICS = {
  /** Requests that the reply of an equal one answered, in place of `Invocations`. */
  cacheHits: 'CacheHits',
  /** In USD: what these would have cost. It is not in {@link METRICS.estimatedSavings}. */
  cacheSavings: 'CacheSavings',
  /** The reply cache was not available. Published under `[service]` alone. */
  cacheErrors: 'CacheErrors',
} as const;

/** Metrics of budgets, published under `[service, Caller]` when callers have one. */
export const BUDGET_METRICS = {
  /** A caller reached 80 or 100 % of its budget. */
  budgetWarnings: 'BudgetWarnings',
  /** A request cost more than its reservation. */
  budgetOverruns: 'BudgetOverruns',
  /** Reservations that expired and were released. */
  budgetReleases: 'BudgetReleases',
  /** The ledger or EventBridge was not available. Published under `[service]` alone. */
  budgetErrors: 'BudgetErrors',
} as const;

/** Metrics of an authorizer, published under `[service]` alone. */
export const AUTHORIZER_METRICS = {
  /** An authorizer failed for a reason that is not its caller's, e.g. the issuer's keys could not be read. */
  authorizerErrors: 'AuthorizerErrors',
} as const;

/** Metrics of the catalog, which its refresh publishes. */
export const CATALOG_METRICS = {
  /** Days until Bedrock stops serving a model. Published under `[service, Operation, ModelId]` and under `[service]`. */
  daysToEndOfLife: 'DaysToEndOfLife',
  /** A source could not be read, a change was refused, or a result could not be written. Under `[service]` alone. */
  catalogErrors: 'CatalogErrors',
} as const;
