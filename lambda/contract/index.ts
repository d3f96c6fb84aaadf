/** What the construct and the functions must agree on. */

export {
  ANY_MODEL,
  ENVIRONMENT,
  type JwtAuthorizerConfig,
  KEY_HEADERS,
  type KeyAuthorizerConfig,
  type KeyHeader,
} from './environment';
export { BUDGET_EVENT_TYPE, EVENT_SOURCE, PRICE_EVENT_TYPE, RETIREMENT_EVENT_TYPE } from './events';
export {
  HEADERS,
  REQUEST_ID_HEADER,
  SERVICE_TIER_HEADER,
  SHOULD_RETRY_HEADER,
} from './headers';
export {
  JOB_BUNDLES,
  JOB_EVENT_TYPES,
  JOB_HEADERS,
  JOB_METRICS,
  JOB_OBJECTS,
  JOB_STATUSES,
  JOBS_BUCKET_VARIABLE,
  JOBS_PREFIX,
  type JobStart,
  type JobStatus,
  jobKey,
} from './jobs';
export {
  AUTHORIZER_METRICS,
  BUDGET_METRICS,
  CACHE_METRICS,
  CATALOG_METRICS,
  DIRECT_OPERATION,
  METRIC_DIMENSIONS,
  METRIC_NAMESPACE,
  METRICS,
  SERVICE_NAME,
  UNREPORTED_TIER,
} from './metrics';
export {
  callersPath,
  catalogParameter,
  DEFAULT_OPERATIONS,
  DEFAULT_PARAMETER_PREFIX,
  OVERRIDES,
  OWNER,
  operationsPath,
  overridesPrefix,
  ownerParameter,
  pricesParameter,
  SECTIONS,
  serviceNameOf,
  settingsPath,
} from './parameters';
export { BUDGET_TABLE_KEYS, REPLY_TABLE_KEYS } from './tables';
