import {
  callersPath,
  DEFAULT_PARAMETER_PREFIX,
  operationsPath,
  ownerParameter,
  settingsPath,
} from '../lambda/contract';
import { chooseRoutePattern } from '../lambda/core/routing/route';
import type { Parameters } from './parameter-store/parameters';

/** Creates the parameters of the operations, as a deployment does. */
export function writeRoutes(
  parameters: Parameters,
  operations: Readonly<Record<string, string>>,
): void {
  for (const [operation, value] of Object.entries(operations)) {
    parameters.put({
      name: `${operationsPath(DEFAULT_PARAMETER_PREFIX)}/${operation}`,
      type: 'StringList',
      value,
      allowedPattern: chooseRoutePattern(value),
    });
  }
}

/** Creates the parameters of the operations' settings, as a deployment does. */
export function writeSettings(
  parameters: Parameters,
  settings: Readonly<Record<string, object>>,
): void {
  for (const [operation, value] of Object.entries(settings)) {
    parameters.put({
      name: `${settingsPath(DEFAULT_PARAMETER_PREFIX)}/${operation}`,
      type: 'String',
      value: JSON.stringify(value),
    });
  }
}

/** Writes a caller's policy under the ID of the caller's key, as a deployment does. */
export function writePolicy(parameters: Parameters, keyId: string, policy: object): void {
  parameters.put({
    name: `${callersPath(DEFAULT_PARAMETER_PREFIX)}/${keyId}`,
    type: 'String',
    value: JSON.stringify(policy),
    overwrite: true,
  });
}

/** Writes which stack owns the prefix, as a deployment does. */
export function writeOwner(parameters: Parameters, stackId: string): void {
  parameters.put({
    name: ownerParameter(DEFAULT_PARAMETER_PREFIX),
    type: 'String',
    value: stackId,
  });
}
