export {
  type CognitoAuthorizationOptions,
  type KeyAuthorizationOptions,
  KeyHeader,
  type NoAuthorizationOptions,
} from './authorization-options';
export type { JwtAuthorizationOptions } from './authorizers/jwt-authorization-options';
export { BedrockTierRouter } from './bedrock-tier-router';
export type { BedrockTierRouterProps } from './bedrock-tier-router-props';
export { BudgetResponse } from './callers/budget-response';
export { BudgetOutage, BudgetPeriod, type CallerBudget } from './callers/caller-budget';
export type { CallerOptions } from './callers/caller-options';
export { RouterCaller, type RouterCallerProps } from './callers/router-caller';
export type { FirstByteTimeouts } from './first-byte-timeouts';
export { MeasuredBudgets } from './measured-budgets';
export { MeasuredRouter } from './measured-router';
export { MetricScope } from './metric-scope';
export { RouterAlarm, type RouterAlarmOptions } from './router-alarm-options';
export type { RouterApiOptions } from './router-api-options';
export { RouterAuthorization } from './router-authorization';
export type { RouterDomainOptions } from './router-domain-options';
export { ServiceTier } from './service-tier';
export { TieredModel } from './tiered-model';
