import { resolveAllowedModels } from './allowed-models';
import { resolveAllowedTiers } from './allowed-tiers';
import type { BedrockTierRouterProps } from './bedrock-tier-router-props';
import { checkApiOptions } from './check-api-options';
import { checkSizes } from './check-sizes';
import type { FirstByteTimeouts } from './first-byte-timeouts';
import { type Operations, resolveOperations } from './operations';
import { resolveParameterPrefix } from './parameter-prefix';
import { type RouterTimes, resolveTimes } from './router-times';
import type { ServiceTier } from './service-tier';

/** What the user asked for, checked and completed: below here nobody checks again. */
export interface RouterSettings extends RouterTimes {
  readonly operations: Operations;
  readonly allowedModels: readonly string[];
  readonly allowedTiers: readonly ServiceTier[];
  readonly parameterPrefix: string;
  readonly firstByteTimeouts: FirstByteTimeouts;
  readonly requestMetadata: boolean;
}

export function resolveSettings(props: BedrockTierRouterProps): RouterSettings {
  checkSizes(props);
  checkApiOptions(props);
  const operations = resolveOperations(props.operations);
  return {
    ...resolveTimes(props),
    operations,
    allowedModels: resolveAllowedModels(operations, props.allowedModels),
    allowedTiers: resolveAllowedTiers(operations, props.allowedTiers),
    parameterPrefix: resolveParameterPrefix(props.parameterPrefix),
    firstByteTimeouts: props.firstByteTimeouts ?? {},
    requestMetadata: props.requestMetadata ?? true,
  };
}
