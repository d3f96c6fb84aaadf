import { checkApiOptions } from '../api/check-api-options';
import type { RouterApiOptions } from '../api/router-api-options';
import { type Connections, checkConnections } from '../connections/check-connections';
import type { RouterFunctionOptions } from '../functions/router-function-options';
import { resolveAllowedModels } from '../mapping/allowed-models';
import { resolveAllowedTiers } from '../mapping/allowed-tiers';
import { type Operations, resolveOperations } from '../mapping/operations';
import { resolveParameterPrefix } from '../mapping/parameter-prefix';
import type { RouterMappingOptions } from '../mapping/router-mapping-options';
import type { ServiceTier } from '../mapping/service-tier';
import {
  addSettingsModels,
  checkOperationSettings,
  type SettingsByOperation,
} from './check-operation-settings';
import { checkSizes } from './check-sizes';
import { type RouterTimes, resolveTimes } from './router-times';

/** The user's options with defaults. They are checked here, and nowhere else. */
export interface RouterSettings extends RouterTimes {
  readonly operations: Operations;
  readonly operationSettings: SettingsByOperation;
  /** All models that the operations name, in their routes and in their settings. */
  readonly namedModels: Operations;
  readonly allowedModels: readonly string[];
  readonly allowedTiers: readonly ServiceTier[];
  readonly parameterPrefix: string;
  readonly requestMetadata: boolean;
  readonly connections: Connections;
  readonly hasReplyCache: boolean;
}

/** @throws Error that names the option, the value received and the values allowed */
export function resolveSettings(
  options: RouterMappingOptions & RouterFunctionOptions & RouterApiOptions,
): RouterSettings {
  checkSizes(options);
  checkApiOptions(options);
  const operations = resolveOperations(options.operations);
  const { settings: operationSettings = {}, connections = {} } = options;
  checkOperationSettings(operationSettings, options);
  const namedModels = addSettingsModels(operations, operationSettings);
  checkConnections(connections, namedModels);
  return {
    ...resolveTimes(options),
    operations,
    operationSettings,
    namedModels,
    allowedModels: resolveAllowedModels(namedModels, options.allowedModels),
    allowedTiers: resolveAllowedTiers(namedModels, options.allowedTiers),
    parameterPrefix: resolveParameterPrefix(options.parameterPrefix),
    requestMetadata: options.requestMetadata ?? true,
    connections,
    hasReplyCache: options.replyCache !== undefined,
  };
}
