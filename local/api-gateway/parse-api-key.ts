import { isJsonObject, type JsonObject, parseJsonObject } from '../../lambda/core/json/json-object';
import { makeKeyId, makeKeyValue, type NewApiKey } from './api-keys';
import { QUOTA_PERIODS, type UsagePlan } from './usage-plan';

/** The values that API Gateway accepts. */
const VALUE = /^[A-Za-z0-9_~+/=-]{20,128}$/;
const ID = /^[a-z0-9]{1,19}$/;

/**
 * Reads the body of a request that creates a key. A missing ID or value is generated; a missing throttle or quota
 * sets no limit:
 * `{"id":"a1b2c3d4e5","value":"…","enabled":true,"throttle":{"rateLimit":1,"burstLimit":2},"quota":{"limit":100,"period":"DAY"}}`.
 *
 * @throws Error with a message that does not contain the value
 */
export function parseNewApiKey(body: string): NewApiKey {
  const { id = makeKeyId(), value = makeKeyValue(), enabled = true, ...plan } = parseObject(body);
  if (typeof id !== 'string' || !ID.test(id)) {
    throw new Error(`id ${JSON.stringify(id)} is not 1 to 19 lower-case letters and digits`);
  }
  if (typeof value !== 'string' || !VALUE.test(value)) {
    throw new Error('value is not 20 to 128 letters, digits and "_~+/=-"');
  }
  return { id, value, enabled: requireBoolean(enabled), usagePlan: readPlan(plan) };
}

/** Reads `{"enabled":false}`. */
export function parseEnabled(body: string): boolean {
  return requireBoolean(parseObject(body)['enabled']);
}

function readPlan({ throttle, quota, ...others }: JsonObject): UsagePlan {
  const [unknownMember] = Object.keys(others);
  if (unknownMember !== undefined) {
    throw new Error(`unknown member ${JSON.stringify(unknownMember)}`);
  }
  return {
    throttle: throttle === undefined ? undefined : readThrottle(throttle),
    quota: quota === undefined ? undefined : readQuota(quota),
  };
}

function readThrottle(value: unknown): UsagePlan['throttle'] {
  const { rateLimit, burstLimit } = isJsonObject(value) ? value : {};
  return {
    rateLimit: requireNumber('throttle.rateLimit', rateLimit),
    burstLimit: requireNumber('throttle.burstLimit', burstLimit),
  };
}

function readQuota(value: unknown): UsagePlan['quota'] {
  const { limit, period } = isJsonObject(value) ? value : {};
  const known = QUOTA_PERIODS.find((candidate) => candidate === period);
  if (known === undefined) {
    throw new Error(
      `quota.period ${JSON.stringify(period)} is not one of ${QUOTA_PERIODS.join(', ')}`,
    );
  }
  return { limit: requireNumber('quota.limit', limit), period: known };
}

function requireNumber(member: string, value: unknown): number {
  if (typeof value === 'number' && value >= 0) return value;
  throw new Error(`${member} ${JSON.stringify(value)} is not a number from 0`);
}

function requireBoolean(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new Error(`enabled ${JSON.stringify(value)} is not true or false`);
}

function parseObject(body: string): JsonObject {
  const value = parseJsonObject(body);
  // The message does not quote the body, which may contain a key.
  if (value === undefined) throw new Error('the body is not a JSON object');
  return value;
}
