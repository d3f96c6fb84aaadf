import { Duration } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  type BedrockTierRouterProps,
  RouterAlarm,
  type RouterAlarmOptions,
  ServiceTier,
  TieredModel,
} from '../lib';
import { omitUndefined } from '../lib/cdk/omit-undefined';
import type { ContextValues } from './context-values';
import { readAuthorization } from './read-authorization';

/**
 * Reads the ready-made router's props from context; a key that is not set leaves the construct's default.
 *
 * | key                                                               | value                                      |
 * |-------------------------------------------------------------------|--------------------------------------------|
 * | `operations`                                                      | `{"extraction":"<model>:flex,<fallback>"}` |
 * | `allowedModels`, `allowedTiers`                                   | texts between commas, or a JSON list       |
 * | `parameterPrefix`, `stageName`                                    | text                                       |
 * | `mappingMaxAgeSeconds`, `requestTimeoutSeconds`, `timeoutSeconds` | whole seconds                              |
 * | `memorySizeMib`, `reservedConcurrency`, `logRetentionDays`        | whole number                               |
 * | `throttlingRateLimit`, `throttlingBurstLimit`                     | whole number                               |
 * | `webAclArn`                                                       | ARN of a Regional web ACL                  |
 * | `tracing`, `cloudWatchRole`, `requestMetadata`                    | `true` or `false`                          |
 * | `lambdaHookFunctionName`                                          | text beginning with `GENAIIDP-`            |
 * | `dashboard`                                                       | `true` or `false`                          |
 * | `alarmErrorPercentage`, `alarmThrottlePercentage`                 | whole number                               |
 * | `alarmsWithout`                                                   | names of alarms, e.g. `tier-downgrades`    |
 *
 * `readAuthorization` reads who is let in, and `readCallers` the callers. The topic of the alarms is a resource of a
 * stack: `readAlarmTopic` makes it from `alarmTopicArn`.
 *
 * @throws Error that names the key, the value received and the values allowed
 */
export function readContext(values: ContextValues): BedrockTierRouterProps {
  return {
    // A fresh account has no role for API Gateway's logs, and without one the deployment fails.
    cloudWatchRole: values.flag('cloudWatchRole') ?? true,
    ...omitUndefined({
      operations: readOperations(values),
      allowedModels: values.list('allowedModels'),
      allowedTiers: readTiers(values),
      parameterPrefix: values.text('parameterPrefix'),
      stageName: values.text('stageName'),
      authorization: readAuthorization(values),
      webAclArn: values.text('webAclArn'),
      mappingMaxAge: readSeconds(values, 'mappingMaxAgeSeconds'),
      requestTimeout: readSeconds(values, 'requestTimeoutSeconds'),
      timeout: readSeconds(values, 'timeoutSeconds'),
      memorySize: values.wholeNumber('memorySizeMib'),
      reservedConcurrency: values.wholeNumber('reservedConcurrency'),
      logRetention: readRetention(values),
      throttlingRateLimit: values.wholeNumber('throttlingRateLimit'),
      throttlingBurstLimit: values.wholeNumber('throttlingBurstLimit'),
      tracing: values.flag('tracing'),
      requestMetadata: values.flag('requestMetadata'),
      lambdaHookFunctionName: values.text('lambdaHookFunctionName'),
      dashboard: values.flag('dashboard'),
      alarms: readAlarms(values),
    }),
  };
}

function readOperations(values: ContextValues): BedrockTierRouterProps['operations'] {
  const routes = values.texts('operations');
  if (routes === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(routes).map(([operation, route]) => {
      return [operation, route.split(',').map((text) => readModel(text.trim()))];
    }),
  );
}

function readModel(text: string): TieredModel {
  try {
    return TieredModel.fromText(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new Error(`context "operations": ${reason}`, { cause: error });
  }
}

function readTiers(values: ContextValues): ServiceTier[] | undefined {
  return values.words('allowedTiers', Object.values(ServiceTier));
}

function readAlarms(values: ContextValues): RouterAlarmOptions | undefined {
  const options = omitUndefined<RouterAlarmOptions>({
    errorPercentage: values.wholeNumber('alarmErrorPercentage'),
    throttlePercentage: values.wholeNumber('alarmThrottlePercentage'),
    without: values.words('alarmsWithout', Object.values(RouterAlarm)),
  });
  return Object.keys(options).length === 0 ? undefined : options;
}

function readSeconds(values: ContextValues, key: string): Duration | undefined {
  const seconds = values.wholeNumber(key);
  return seconds === undefined ? undefined : Duration.seconds(seconds);
}

function readRetention(values: ContextValues): RetentionDays | undefined {
  const days = values.wholeNumber('logRetentionDays');
  if (days === undefined) return undefined;
  const allowed = Object.values(RetentionDays).filter((value) => typeof value === 'number');
  if (allowed.includes(days)) return days;
  throw new Error(`context "logRetentionDays" must be one of ${allowed.join(', ')}, got ${days}`);
}
