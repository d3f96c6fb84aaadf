import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { isJsonObject } from '../lambda/core/json/json-object';
import { oneOf } from '../lambda/core/settings/check-value';
import { findMisspelled } from '../lambda/core/settings/suggest-member';
import { omitUndefined } from '../lib/cdk/omit-undefined';
import { checkValue, members } from './check-value';
import { AUTHORIZATION_TYPES, CONFIG, type Config } from './config-schema';

/** Each value is a string from `-c key=value`, or any JSON value from `cdk.json`. */
export interface Context {
  readonly [key: string]: unknown;
}

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
const RENAMED_KEYS = {
  keyHeader: 'authorization.header',
  jwtIssuer: 'authorization.issuer',
  jwtAudience: 'authorization.audience',
  jwksUri: 'authorization.jwksUri',
  acceptedRisk: 'authorization.acceptedRisk',
  alarmErrorPercentage: 'alarms.errorPercentage',
  alarmThrottlePercentage: 'alarms.throttlePercentage',
  alarmsWithout: 'alarms.without',
};

/** The context keys that are no flags, and their places in `config`. */
const CONFIG_PLACES: { readonly [key: string]: string } = {
  ...Object.fromEntries(listConfigMembers().map((name) => [name, name])),
  ...RENAMED_KEYS,
};

const KNOWN_KEYS = ['config', ...Object.keys(FLAGS.entries), ...Object.keys(CONFIG_PLACES)];

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
export function readConfig(context: Context): Config {
  for (const key of Object.keys(context)) checkKey(key);
  const { authorization, ...flags } = readFlags(context);
  const value = readConfigValue(context['config']);
  const config = checkValue(CONFIG, overrideAuthorization(value, authorization), 'config');
  checkRelations(config);
  return { ...config, ...flags };
}

function listConfigMembers(): readonly string[] {
  return Object.keys(CONFIG.entries).filter(
    (name) => !(name in FLAGS.entries) && name !== '$schema',
  );
}

/** Refuses a key that belongs in `config`, and a misspelled one. The context may have keys for other apps. */
function checkKey(key: string): void {
  const place = CONFIG_PLACES[key];
  if (place !== undefined) {
    throw new Error(`context "${key}" is not supported; set "config.${place}" instead`);
  }
  if (KNOWN_KEYS.includes(key) || isKeyOfCdk(key)) return;
  const meant = findMisspelled(key, KNOWN_KEYS);
  if (meant === undefined) return;
  const path = CONFIG_PLACES[meant];
  const name = path === undefined ? meant : `config.${path}`;
  throw new Error(`context "${key}" is not known; did you mean "${name}"?`);
}

/** For example `@aws-cdk/core:stackRelativeExports` or `aws:cdk:bundling-stacks`. */
function isKeyOfCdk(key: string): boolean {
  return /[:/]/.test(key);
}

/** Checks the members that depend on others. The messages name members, which the construct cannot. */
function checkRelations({ callers = {}, authorization, ...times }: Config): void {
  if (Object.keys(callers).length > 0 && authorization?.type !== 'keys') {
    throw new Error('context "config.callers" needs config.authorization {"type":"keys"}');
  }
  const { requestTimeoutSeconds = 0, timeoutSeconds = requestTimeoutSeconds } = times;
  if (requestTimeoutSeconds <= timeoutSeconds) return;
  throw new Error(
    `context "config.requestTimeoutSeconds" is ${requestTimeoutSeconds}, ` +
      `more than config.timeoutSeconds, which is ${timeoutSeconds}`,
  );
}

function readFlags(context: Context): v.InferOutput<typeof FLAGS> {
  const values = Object.keys(FLAGS.entries).map((key) => [key, context[key]]);
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
