import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ENVIRONMENT } from '../../lambda/contract';
import {
  type WrittenRouterConfig,
  writeRouterEnvironment,
} from '../../lambda/core/settings/router-config';
import { formatOperationRoute } from '../mapping/operations';
import type { ServiceTier } from '../mapping/service-tier';
import { resolveServiceName } from '../observability/resolve-service-name';
import type { RouterSettings } from '../settings/router-settings';
import type { FirstByteTimeouts } from './first-byte-timeouts';

/** Lambda's limit for all environment variables of a function together. */
const MAX_BYTES = 4096;

/** The longest ID of a stack, whose name has 128 characters. It is not known at synthesis. */
const STACK_ID_BYTES = 230;

/** The longest names of a bucket and of an alias's ARN, which are not known at synthesis. */
const JOBS_BYTES = 210;

/** The names of tables, and what jobs need. Undefined if callers have no keys, without a cache of replies, or without jobs. */
export type WrittenParts = Pick<WrittenRouterConfig, 'budgetTable' | 'replyCacheTable' | 'jobs'>;

/** Writes the environment variables of a function that runs the router. */
export function writeFunctionEnvironment(
  scope: Construct,
  settings: RouterSettings,
  { budgetTable, replyCacheTable, jobs }: WrittenParts = {},
): { [name: string]: string } {
  const stack = Stack.of(scope);
  const callers = budgetTable === undefined ? {} : { authorization: 'keys' as const, budgetTable };
  const replies = replyCacheTable === undefined ? {} : { replyCacheTable };
  const config = {
    ...composeConfig(settings),
    ...callers,
    ...replies,
    ...(jobs === undefined ? {} : { jobs }),
    owner: stack.stackId,
  };
  const environment = {
    ...writeRouterEnvironment(config, (value) => stack.toJsonString(value)),
    [ENVIRONMENT.serviceName]: resolveServiceName(settings.parameterPrefix),
    [ENVIRONMENT.logLevel]: 'INFO',
  };
  const unknownBytes = STACK_ID_BYTES + (jobs === undefined ? 0 : JOBS_BYTES);
  requireWithinLimit(stack.resolve(environment), unknownBytes);
  return environment;
}

function composeConfig(settings: RouterSettings): WrittenRouterConfig {
  const routes = Object.entries(settings.operations).map(
    ([operation, route]) => [operation, formatOperationRoute(route)] as const,
  );
  return {
    parameterPrefix: settings.parameterPrefix,
    operations: Object.fromEntries(routes),
    operationsWithSettings: listNames(settings.operationSettings),
    allowedModels: [...settings.allowedModels],
    allowedTiers: settings.allowedTiers.map((tier): `${ServiceTier}` => tier),
    mappingMaxAgeSeconds: settings.mappingMaxAge.toSeconds(),
    requestTimeoutSeconds: settings.requestTimeout.toSeconds(),
    firstByteTimeoutsSeconds: writeSeconds(settings.firstByteTimeouts),
    requestMetadata: settings.requestMetadata ? undefined : false,
    connections: writeConnections(settings.connections),
  };
}

function writeConnections(connections: RouterSettings['connections']) {
  const written = Object.entries(connections).map(([name, { _value }]) => [name, _value] as const);
  return written.length === 0 ? undefined : Object.fromEntries(written);
}

function listNames(settings: RouterSettings['operationSettings']): string[] | undefined {
  const names = Object.keys(settings);
  return names.length === 0 ? undefined : names;
}

function writeSeconds(timeouts: FirstByteTimeouts) {
  return {
    priority: timeouts.priority?.toSeconds(),
    default: timeouts.defaultTier?.toSeconds(),
    flex: timeouts.flex?.toSeconds(),
    reserved: timeouts.reserved?.toSeconds(),
    ultrafast: timeouts.ultrafast?.toSeconds(),
  };
}

/** Counts the values that are known at synthesis, and those that are not by the most that they can have. */
function requireWithinLimit(environment: { [name: string]: unknown }, unknownBytes: number): void {
  const names = Object.keys(environment);
  const values = Object.values(environment).flatMap(listStrings);
  const bytes = Buffer.byteLength([...names, ...values].join('')) + unknownBytes;
  if (bytes <= MAX_BYTES) return;
  throw new Error(
    `operations and allowedModels take ${bytes} bytes of the function's environment, whose limit is ${MAX_BYTES}; ` +
      'name fewer of them, and add operations as parameters after the deployment',
  );
}

/** Lists the known strings in a value: the value itself, or the literal parts of an `Fn::Join`. */
function listStrings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  const [, parts] = isJoin(value) ? value['Fn::Join'] : [];
  return (parts ?? []).filter((part) => typeof part === 'string');
}

function isJoin(value: unknown): value is { 'Fn::Join': [string, unknown[]] } {
  return typeof value === 'object' && value !== null && 'Fn::Join' in value;
}
