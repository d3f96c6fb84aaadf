import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { isJsonObject } from '../lambda/core/json/json-object';
import { oneOf } from '../lambda/core/settings/check-value';
import { omitUndefined } from '../lib/cdk/omit-undefined';
import { checkValue, members } from './check-value';
import { AUTHORIZATION_TYPES, CONFIG, type Config } from './config-schema';

/** Finds the value of a context key: a string from `-c key=value`, any JSON value from `cdk.json`, or undefined. */
export type FindContext = (key: string) => unknown;

const { operations, allowedTiers, parameterPrefix, alarmTopicArn, lambdaHookFunctionName } =
  CONFIG.entries;

/** The context keys in addition to `config`. Each overrides the member of the same name in `config`. */
const FLAGS = members({
  operations,
  allowedTiers,
  parameterPrefix,
  alarmTopicArn,
  lambdaHookFunctionName,
  authorization: v.exactOptional(oneOf(AUTHORIZATION_TYPES)),
});

/** Former context keys that have another name in `config`. */
const RENAMED_KEYS: { readonly [key: string]: string } = {
  keyHeader: 'authorization.header',
  jwtIssuer: 'authorization.issuer',
  jwtAudience: 'authorization.audience',
  jwksUri: 'authorization.jwksUri',
  acceptedRisk: 'authorization.acceptedRisk',
  alarmErrorPercentage: 'alarms.errorPercentage',
  alarmThrottlePercentage: 'alarms.throttlePercentage',
  alarmsWithout: 'alarms.without',
};

/**
 * Reads the configuration from the context key `config` and the flags.
 *
 * | context key              | value                                                              |
 * |--------------------------|--------------------------------------------------------------------|
 * | `config`                 | a JSON object, the same as a string, or the path of a JSON file    |
 * | `operations`             | a JSON object or string: `{"extraction":"<model>:flex,<fallback>"}` |
 * | `allowedTiers`           | tiers separated by commas, or a JSON list                          |
 * | `authorization`          | `iam`, `keys`, `jwt` or `none`; details are in `config`            |
 * | `parameterPrefix`, `alarmTopicArn`, `lambdaHookFunctionName` | a string                       |
 *
 * @throws Error that names the place, the value received and the values allowed
 */
export function readConfig(find: FindContext): Config {
  refuseConfigMembers(find);
  const { authorization, ...flags } = readFlags(find);
  const value = readConfigValue(find('config'));
  const config = checkValue(CONFIG, overrideAuthorization(value, authorization), 'config');
  return { ...config, ...flags };
}

/** Refuses context keys that belong in `config`. */
function refuseConfigMembers(find: FindContext): void {
  const names = Object.keys(CONFIG.entries).filter((name) => !(name in FLAGS.entries));
  const places = { ...Object.fromEntries(names.map((name) => [name, name])), ...RENAMED_KEYS };
  const [key, place] = Object.entries(places).find(([name]) => find(name) !== undefined) ?? [];
  if (key === undefined) return;
  throw new Error(`context "${key}" is not supported; set "config.${place}" instead`);
}

function readFlags(find: FindContext): v.InferOutput<typeof FLAGS> {
  const values = Object.keys(FLAGS.entries).map((key) => [key, find(key)]);
  const { operations: routes, allowedTiers: tiers, ...others } = Object.fromEntries(values);
  const flags = omitUndefined({
    ...others,
    operations: typeof routes === 'string' ? (parseJson(routes) ?? routes) : routes,
    allowedTiers: typeof tiers === 'string' ? tiers.split(',').map((tier) => tier.trim()) : tiers,
  });
  return checkValue(FLAGS, flags, '');
}

function readConfigValue(value: unknown): unknown {
  if (value === undefined) return {};
  if (typeof value !== 'string') return value;
  const text = value.trim().startsWith('{') ? value : readConfigFile(value);
  const parsed = parseJson(text);
  if (parsed !== undefined) return parsed;
  throw new Error(`context "config" is ${JSON.stringify(value)}, but this is not valid JSON`);
}

function readConfigFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(
      `context "config" is ${JSON.stringify(path)}, but must be a JSON object or the path of a JSON file; ` +
        `${error instanceof Error ? error.message : error}`,
      { cause: error },
    );
  }
}

/** Keeps the details of the authorization if the flag names the same type. */
function overrideAuthorization(config: unknown, type: string | undefined): unknown {
  if (type === undefined || !isJsonObject(config)) return config;
  const { authorization } = config;
  const isSameType = isJsonObject(authorization) && authorization['type'] === type;
  return { ...config, authorization: isSameType ? authorization : { type } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
