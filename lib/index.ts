export type { RouterApiOptions } from './api/router-api-options';
export type { RouterDomainOptions } from './api/router-domain-options';
export {
  type CognitoAuthorizationOptions,
  type KeyAuthorizationOptions,
  KeyHeader,
  type NoAuthorizationOptions,
} from './authorizers/authorization-options';
export type { JwtAuthorizationOptions } from './authorizers/jwt-authorization-options';
export { RouterAuthorization } from './authorizers/router-authorization';
export { BedrockTierRouter } from './bedrock-tier-router';
export type { BedrockTierRouterAttributes } from './bedrock-tier-router-attributes';
export { BedrockTierRouterBase } from './bedrock-tier-router-base';
export type { BedrockTierRouterProps } from './bedrock-tier-router-props';
export { BudgetResponse } from './callers/budget-response';
export { BudgetOutage, BudgetPeriod, type CallerBudget } from './callers/caller-budget';
export type { CallerOptions } from './callers/caller-options';
export { RouterCaller, type RouterCallerProps } from './callers/router-caller';
export { type RefreshedCatalogOptions, RouterCatalog } from './catalog/router-catalog';
export {
  type ConnectionOptions,
  type RoleConnectionOptions,
  RouterConnection,
} from './connections/router-connection';
export { type GradualDeploymentOptions, RouterDeployment } from './deployment/router-deployment';
export type { FirstByteTimeouts } from './functions/first-byte-timeouts';
export type { RouterFunctionOptions } from './functions/router-function-options';
export type { IBedrockTierRouter } from './i-bedrock-tier-router';
export type { DurableJobsOptions } from './jobs/durable-jobs-options';
export type { JobResources } from './jobs/job-resources';
export { RouterJobs } from './jobs/router-jobs';
export type { RouterMappingOptions } from './mapping/router-mapping-options';
export { ServiceTier } from './mapping/service-tier';
export { TieredModel } from './mapping/tiered-model';
export { RouterAlarm, type RouterAlarmOptions } from './observability/alarms/router-alarm-options';
export type { IMeasuredRouter } from './observability/i-measured-router';
export { MeasuredBudgets } from './observability/measured-budgets';
export { MeasuredCatalog } from './observability/measured-catalog';
export { MeasuredCosts } from './observability/measured-costs';
export { MeasuredJobs } from './observability/measured-jobs';
export { MeasuredRouter } from './observability/measured-router';
export { MetricScope } from './observability/metric-scope';
export type { RouterObservabilityOptions } from './observability/router-observability-options';
export { ReplyCache } from './reply-cache/reply-cache';
export type { DynamoDbReplyCacheOptions } from './reply-cache/reply-cache-options';
export { type GuardrailSettings, GuardrailTrace } from './settings/guardrail-settings';
export { OperationSettings } from './settings/operation-settings';
export {
  type JobSettings,
  type OperationSettingsOptions,
  PromptCaching,
  ReplyCacheScope,
  type ReplyCacheSettings,
  type RetrySettings,
  type ThinkingSettings,
  type TimeoutSettings,
} from './settings/operation-settings-options';
export type { ConditionalRoute, SplitVariant } from './settings/routed-settings';
export type { InvokeTaskProps } from './step-functions/invoke-task-props';
