import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ENVIRONMENT } from '../../lambda/contract';
import {
  type WrittenRouterConfig,
  writeRouterEnvironment,
} from '../../lambda/core/settings/router-config';
import { formatOperationRoute } from '../mapping/operations';
import type { ServiceTier } from '../mapping/service-tier';
import type { RouterSettings } from '../settings/router-settings';
import type { FirstByteTimeouts } from './first-byte-timeouts';

/** Lambda's limit for all environment variables of a function together. */
const MOST_BYTES = 4096;

/**
 * The environment variables of a function that routes.
 *
 * @param budgetTable the name of the table, when callers have keys
 */
export function writeFunctionEnvironment(
  scope: Construct,
  settings: RouterSettings,
  budgetTable?: string,
): { [name: string]: string } {
  const stack = Stack.of(scope);
  const callers = budgetTable === undefined ? {} : { authorization: 'keys' as const, budgetTable };
  const config = { ...composeConfig(settings), ...callers };
  const environment = {
    ...writeRouterEnvironment(config, (value) => stack.toJsonString(value)),
    [ENVIRONMENT.logLevel]: 'INFO',
  };
  requireRoom(stack.resolve(environment));
  return environment;
}

function composeConfig(settings: RouterSettings): WrittenRouterConfig {
  const routes = Object.entries(settings.operations).map(
    ([operation, route]) => [operation, formatOperationRoute(route)] as const,
  );
  return {
    parameterPrefix: settings.parameterPrefix,
    operations: Object.fromEntries(routes),
    allowedModels: [...settings.allowedModels],
    allowedTiers: settings.allowedTiers.map((tier): `${ServiceTier}` => tier),
    mappingMaxAgeSeconds: settings.mappingMaxAge.toSeconds(),
    requestTimeoutSeconds: settings.requestTimeout.toSeconds(),
    firstByteTimeoutsSeconds: writeSeconds(settings.firstByteTimeouts),
    requestMetadata: settings.requestMetadata ? undefined : false,
  };
}

function writeSeconds(timeouts: FirstByteTimeouts) {
  return {
    priority: timeouts.priority?.toSeconds(),
    default: timeouts.default?.toSeconds(),
    flex: timeouts.flex?.toSeconds(),
    reserved: timeouts.reserved?.toSeconds(),
  };
}

/** Does not count what only the deployment resolves. */
function requireRoom(environment: { [name: string]: unknown }): void {
  const names = Object.keys(environment);
  const texts = [...names, ...Object.values(environment).flatMap(listTexts)];
  const bytes = Buffer.byteLength(texts.join(''));
  if (bytes <= MOST_BYTES) return;
  throw new Error(
    `operations and allowedModels take ${bytes} bytes of the function's environment, which has room for ${MOST_BYTES}; ` +
      'name fewer of them, and add operations as parameters after the deployment',
  );
}

/** All of a text, and of `Fn::Join` the texts that it joins. */
function listTexts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  const [, parts] = isJoin(value) ? value['Fn::Join'] : [];
  return (parts ?? []).filter((part) => typeof part === 'string');
}

function isJoin(value: unknown): value is { 'Fn::Join': [string, unknown[]] } {
  return typeof value === 'object' && value !== null && 'Fn::Join' in value;
}
