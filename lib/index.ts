export { BedrockTierRouter } from './bedrock-tier-router';
export type { BedrockTierRouterProps } from './bedrock-tier-router-props';
export type { FirstByteTimeouts } from './first-byte-timeouts';
export { MeasuredRouter } from './measured-router';
export { MetricScope } from './metric-scope';
export { RouterAlarm, type RouterAlarmOptions } from './router-alarm-options';
export { RouterAuthorization } from './router-authorization';
export { ServiceTier } from './service-tier';
export { TieredModel } from './tiered-model';
