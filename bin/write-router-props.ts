import { Duration } from 'aws-cdk-lib';
import { formatTieredModelId } from '../lambda/core/ids/tiered-model-id';
import { parseRoute } from '../lambda/core/routing/route';
import {
  type BedrockTierRouterProps,
  type FirstByteTimeouts,
  OperationSettings,
  ReplyCache,
  RouterAuthorization,
  RouterCatalog,
  RouterJobs,
  TieredModel,
} from '../lib';
import { omitUndefined } from '../lib/cdk/omit-undefined';
import type { AuthorizationConfig, Config } from './config-schema';

type AlarmsConfig = NonNullable<Config['alarms']>;
type JobsConfig = NonNullable<Config['jobs']>;
type TimeoutsConfig = NonNullable<Config['firstByteTimeoutsSeconds']>;

const CATALOGS = { refreshed: RouterCatalog.refreshed, 'built-in': RouterCatalog.builtIn };

/** Writes the configuration as properties of the construct. */
export function writeRouterProps(config: Config): BedrockTierRouterProps {
  const { operations, settings, authorization, firstByteTimeoutsSeconds, alarms } = config;
  return {
    // A new account has no role for API Gateway's logs, and without one the deployment fails.
    cloudWatchRole: config.cloudWatchRole ?? true,
    ...omitUndefined({
      operations: operations && mapValues(operations, writeRoute),
      settings: settings && mapValues(settings, OperationSettings.fromObject),
      allowedModels: config.allowedModels,
      allowedTiers: config.allowedTiers,
      parameterPrefix: config.parameterPrefix,
      mappingMaxAge: toDuration(config.mappingMaxAgeSeconds),
      requestTimeout: toDuration(config.requestTimeoutSeconds),
      firstByteTimeouts: firstByteTimeoutsSeconds && writeTimeouts(firstByteTimeoutsSeconds),
      requestMetadata: config.requestMetadata,
      guardrails: config.guardrails,
      replyCache: config.replyCache ? ReplyCache.dynamoDb() : undefined,
      jobs: config.jobs && makeJobs(config.jobs),
      timeout: toDuration(config.timeoutSeconds),
      memorySize: config.memorySizeMib,
      reservedConcurrency: config.reservedConcurrency,
      logRetention: config.logRetentionDays,
      tracing: config.tracing,
      authorization: authorization && makeAuthorization(authorization),
      stageName: config.stageName,
      throttlingRateLimit: config.throttlingRateLimit,
      throttlingBurstLimit: config.throttlingBurstLimit,
      webAclArn: config.webAclArn,
      publicHealth: config.publicHealth,
      lambdaHookFunctionName: config.lambdaHookFunctionName,
      catalog: config.catalog && CATALOGS[config.catalog](),
      dashboard: config.dashboard,
      console: config.console,
      outputs: config.outputs,
      alarms: alarms && writeAlarms(alarms),
    }),
  };
}

function writeRoute(route: string): TieredModel[] {
  return parseRoute(route).map((each) => TieredModel.fromText(formatTieredModelId(each)));
}

function makeAuthorization(config: AuthorizationConfig): RouterAuthorization {
  switch (config.type) {
    case 'iam':
      return RouterAuthorization.iam();
    case 'keys':
      return RouterAuthorization.keys(config);
    case 'jwt':
      return RouterAuthorization.jwt(config);
    case 'none':
      return RouterAuthorization.none(config);
    default:
      return config satisfies never;
  }
}

function makeJobs({ retentionDays, deadlineSeconds, concurrency }: JobsConfig): RouterJobs {
  const retention = retentionDays === undefined ? undefined : Duration.days(retentionDays);
  const deadline = toDuration(deadlineSeconds);
  return RouterJobs.durable(omitUndefined({ retention, deadline, concurrency }));
}

function writeAlarms({ routerLatencyMillis, jobAgeSeconds, ...alarms }: AlarmsConfig) {
  return {
    ...alarms,
    ...omitUndefined({
      routerLatency:
        routerLatencyMillis === undefined ? undefined : Duration.millis(routerLatencyMillis),
      jobAge: toDuration(jobAgeSeconds),
    }),
  };
}

/** In Java, C# and Go, `default` cannot be a name. */
function writeTimeouts({ default: defaultTier, ...tiers }: TimeoutsConfig): FirstByteTimeouts {
  return mapValues(omitUndefined({ ...tiers, defaultTier }), toDuration);
}

function toDuration(seconds: number): Duration;
function toDuration(seconds: number | undefined): Duration | undefined;
function toDuration(seconds: number | undefined): Duration | undefined {
  return seconds === undefined ? undefined : Duration.seconds(seconds);
}

function mapValues<From, To>(
  values: { readonly [name: string]: From },
  write: (value: From) => To,
): { [name: string]: To } {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, write(value)]));
}
