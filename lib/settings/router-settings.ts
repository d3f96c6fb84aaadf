import { checkApiOptions } from '../api/check-api-options';
import type { BedrockTierRouterProps } from '../bedrock-tier-router-props';
import type { FirstByteTimeouts } from '../functions/first-byte-timeouts';
import { resolveAllowedModels } from '../mapping/allowed-models';
import { resolveAllowedTiers } from '../mapping/allowed-tiers';
import { type Operations, resolveOperations } from '../mapping/operations';
import { resolveParameterPrefix } from '../mapping/parameter-prefix';
import type { ServiceTier } from '../mapping/service-tier';
import { checkSizes } from './check-sizes';
import { type RouterTimes, resolveTimes } from './router-times';

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
