/** What the construct and the functions must agree on. */

/** Environment variables of the functions. AWS's own (`AWS_ENDPOINT_URL_SSM`, …) are read by the SDK, except the Region. */
export const ENVIRONMENT = {
  /** The configuration of a function that routes, as JSON. Its schema is in `core/settings/router-config`. */
  routerConfig: 'ROUTER_CONFIG',
  /** The configuration of an authorizer, as JSON: {@link KeyAuthorizerConfig} or {@link JwtAuthorizerConfig}. */
  authorizerConfig: 'AUTHORIZER_CONFIG',
  /** Value of the metric dimension `service` and of the log key `service`. */
  serviceName: 'POWERTOOLS_SERVICE_NAME',
  /** The Region whose price list the refresh of the catalog reads. Optional: the nearest by default. */
  priceListRegion: 'PRICE_LIST_REGION',
  logLevel: 'POWERTOOLS_LOG_LEVEL',
  /** Set by Lambda. */
  region: 'AWS_REGION',
} as const;

export interface KeyAuthorizerConfig {
  readonly keyHeader: KeyHeader;
}

/** The headers that may carry a caller's key: `x-api-key` and `Authorization`, or `Authorization` alone. */
export const KEY_HEADERS = ['either', 'authorization'] as const;

export type KeyHeader = (typeof KEY_HEADERS)[number];

/** The issuer whose tokens are accepted, and the audience that they must name. */
export interface JwtAuthorizerConfig {
  readonly issuer: string;
  readonly audience: string;
  /** Where the issuer publishes its keys. */
  readonly jwksUri: string;
}

/** In place of a list of allowed models: every model is allowed. */
export const ANY_MODEL = '*';

export const DEFAULT_PARAMETER_PREFIX = '/bedrock-tier-router';

/**
 * Operation → route, by default in the construct and in the local router. A page is classified while somebody waits, extracted
 * overnight, and assessed at the ordinary price.
 */
export const DEFAULT_OPERATIONS = {
  classification: 'us.amazon.nova-2-lite-v1:0:priority',
  extraction: 'us.amazon.nova-2-lite-v1:0:flex',
  assessment: 'us.amazon.nova-2-lite-v1:0',
} as const;

/** The sections of Parameter Store below the prefix. */
export const SECTIONS = {
  /** `<prefix>/operations/<operation>`: a route. */
  operations: 'operations',
  /** `<prefix>/callers/<apiKeyId>`: a caller's policy, a JSON document. */
  callers: 'callers',
  /** `<prefix>/prices`: a JSON document with prices that replace those of the catalog. */
  prices: 'prices',
  /** `<prefix>/catalog`: a JSON document with facts about models that replace built-in ones. */
  catalog: 'catalog',
} as const;

export function operationsPath(parameterPrefix: string): string {
  return `${parameterPrefix}/${SECTIONS.operations}`;
}

export function callersPath(parameterPrefix: string): string {
  return `${parameterPrefix}/${SECTIONS.callers}`;
}

export function pricesParameter(parameterPrefix: string): string {
  return `${parameterPrefix}/${SECTIONS.prices}`;
}

export function catalogParameter(parameterPrefix: string): string {
  return `${parameterPrefix}/${SECTIONS.catalog}`;
}

/** Attributes of the DynamoDB table of budgets: partition key, sort key, and when an item expires. */
export const BUDGET_TABLE_KEYS = {
  caller: 'caller',
  period: 'period',
  expiresAt: 'expiresAt',
} as const;

/** The source of the router's events in EventBridge. */
export const EVENT_SOURCE = 'bedrock-tier-router';

/** A caller has spent 80 or 100 % of its budget. Published once for each period and threshold. */
export const BUDGET_EVENT_TYPE = 'Budget Threshold Reached';

/** Rates of a model that the router may call have changed. */
export const PRICE_EVENT_TYPE = 'Price Changed';

/** A model that a route names ends soon. Published at most once a day for each model. */
export const RETIREMENT_EVENT_TYPE = 'Model Retiring';

/** The router's own headers. Requests may also carry {@link SERVICE_TIER_HEADER}. */
export const HEADERS = {
  operation: 'x-router-operation',
  modelId: 'x-router-model-id',
  requestedTier: 'x-router-requested-tier',
  mappingVersion: 'x-router-mapping-version',
  error: 'x-router-error',
  /** Why another candidate answered than the requested one. Absent if the requested one answered. */
  tierFallback: 'x-router-tier-fallback',
  /** The calls that were made, in order: `us.amazon.nova-2-lite-v1:0:flex=503;1240ms,…=200;880ms`. */
  attempts: 'x-router-attempts',
  /** The cost, or why it is not known: `unpriced` or `unknown-usage`. Streams have neither. */
  estimatedCost: 'x-router-estimated-cost-usd',
  costStatus: 'x-router-cost-status',
  /** On `budget-exceeded`: when the caller's next period begins, e.g. `2026-12-01T00:00:00.000Z`. */
  budgetResetsAt: 'x-router-budget-resets-at',
  /** On a request: the most milliseconds that it may take. */
  timeout: 'x-router-timeout-ms',
  /** On a request: `true` allows no other tier and no other model than those requested. */
  strictTier: 'x-router-strict-tier',
  /** On a request: a JSON object of at most eight texts, for logs and for Bedrock's `requestMetadata`. */
  metadata: 'x-router-metadata',
} as const;

/** On a request: the tier asked for. On a response: the tier that Bedrock says it served. */
export const SERVICE_TIER_HEADER = 'x-amzn-bedrock-service-tier';

/** On a response: `false` if the same request cannot succeed. The SDKs of Anthropic and OpenAI then do not repeat it. */
export const SHOULD_RETRY_HEADER = 'x-should-retry';

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
 * is known. There are two exceptions: `MappingErrors` has `[service]` alone, and there is no `ModelId` for a model that
 * only its caller has named and Bedrock refused.
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

/** Metrics of the catalog, which its refresh publishes. */
export const CATALOG_METRICS = {
  /** Days until Bedrock stops serving a model. Published under `[service, Operation, ModelId]` and under `[service]`. */
  daysToEndOfLife: 'DaysToEndOfLife',
  /** A source could not be read, a change was refused, or a result could not be written. Under `[service]` alone. */
  catalogErrors: 'CatalogErrors',
} as const;
