import { Token } from 'aws-cdk-lib';
import {
  LogGroupLogDestination,
  type MethodDeploymentOptions,
  MethodLoggingLevel,
  type StageOptions,
} from 'aws-cdk-lib/aws-apigateway';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { isDummy } from '../cdk/is-known';
import { ACCESS_LOG_FORMAT } from './access-log-format';
import { HEALTH_METHODS } from './open-health';
import type { RouterApiOptions } from './router-api-options';

const DEFAULT_STAGE = 'prod';
const STAGE_NAME = /^[A-Za-z0-9_-]{1,128}$/;

/** The load that Lambda's default concurrency of 1,000 can serve if a call to Bedrock takes ten seconds. */
const DEFAULT_RATE_LIMIT = 100;
const DEFAULT_BURST_LIMIT = 200;

export interface StageProps extends RouterApiOptions {
  readonly tracing?: boolean;
}

/** Writes the options of the one stage: logs, metrics and throttling, without logs of bodies. */
export function writeStageOptions(
  props: StageProps,
  stageName: string,
  accessLogs: ILogGroup,
): StageOptions {
  const methods = {
    loggingLevel: MethodLoggingLevel.ERROR,
    dataTraceEnabled: false,
    metricsEnabled: true,
  };
  return {
    stageName,
    accessLogDestination: new LogGroupLogDestination(accessLogs),
    accessLogFormat: ACCESS_LOG_FORMAT,
    ...methods,
    tracingEnabled: props.tracing ?? true,
    throttlingRateLimit: props.throttlingRateLimit ?? DEFAULT_RATE_LIMIT,
    throttlingBurstLimit: props.throttlingBurstLimit ?? DEFAULT_BURST_LIMIT,
    ...(props.publicHealth ? { methodOptions: limitHealth(methods) } : {}),
  };
}

/** Everybody shares these limits. They keep callers without credentials from using up those of the stage. */
function limitHealth(methods: MethodDeploymentOptions): NonNullable<StageOptions['methodOptions']> {
  const limits = { ...methods, throttlingRateLimit: 10, throttlingBurstLimit: 20 };
  return Object.fromEntries(HEALTH_METHODS.map((method) => [`/health/${method}`, limits]));
}

/** @throws Error if the name is not valid, or a token: the CDK puts it into the ID of the stage's construct */
export function resolveStageName(stageName = DEFAULT_STAGE): string {
  if (isDummy(stageName)) return DEFAULT_STAGE;
  if (Token.isUnresolved(stageName)) {
    throw new Error(
      'stageName must be known at synthesis, got a value that is known only at deployment',
    );
  }
  if (STAGE_NAME.test(stageName)) return stageName;
  throw new Error(
    `stageName must be 1 to 128 letters, digits, "-" and "_", got ${JSON.stringify(stageName)}`,
  );
}
