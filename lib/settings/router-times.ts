import { Duration } from 'aws-cdk-lib';
import type { FirstByteTimeouts } from '../functions/first-byte-timeouts';

/** Timeouts, and the age of the mapping; each in whole seconds. */
export interface RouterTimes {
  readonly firstByteTimeouts: FirstByteTimeouts;
  readonly mappingMaxAge: Duration;
  readonly requestTimeout: Duration;
  readonly timeout: Duration;
}

/** The limit of Lambda, and of API Gateway for a streamed response. */
const MAX_TIMEOUT = Duration.minutes(15);

/** API Gateway closes a connection that is idle for five minutes; the router must respond a few seconds earlier. */
const DEFAULT_REQUEST_TIMEOUT = Duration.seconds(290);

const DEFAULT_MAPPING_MAX_AGE = Duration.seconds(30);

/** A change that takes longer is a deployment. */
const LONGEST_MAPPING_MAX_AGE = Duration.days(1);

export function resolveTimes(times: Partial<RouterTimes>): RouterTimes {
  const timeout = times.timeout ?? MAX_TIMEOUT;
  const requestTimeout = times.requestTimeout ?? shorterOf(DEFAULT_REQUEST_TIMEOUT, timeout);
  const mappingMaxAge = times.mappingMaxAge ?? DEFAULT_MAPPING_MAX_AGE;
  requireKnown('timeout', timeout);
  requireWholeSeconds('timeout', timeout);
  requireWholeSeconds('requestTimeout', requestTimeout);
  requireWholeSeconds('mappingMaxAge', mappingMaxAge);
  requireAtMost('timeout', timeout, MAX_TIMEOUT);
  requireAtMost('requestTimeout', requestTimeout, timeout);
  requireAtMost('mappingMaxAge', mappingMaxAge, LONGEST_MAPPING_MAX_AGE);
  const { firstByteTimeouts = {} } = times;
  checkFirstByteTimeouts(firstByteTimeouts);
  return { timeout, requestTimeout, mappingMaxAge, firstByteTimeouts };
}

/** A timer of Node.js ends at once if its time is above 24.8 days. */
function checkFirstByteTimeouts(timeouts: FirstByteTimeouts): void {
  for (const [tier, duration] of Object.entries(timeouts)) {
    if (!(duration instanceof Duration)) continue;
    requireWholeSeconds(`firstByteTimeouts.${tier}`, duration);
    requireAtMost(`firstByteTimeouts.${tier}`, duration, MAX_TIMEOUT);
  }
}

function shorterOf(one: Duration, other: Duration): Duration {
  return one.toSeconds() < other.toSeconds() ? one : other;
}

/** The CDK compares the timeout of an integration with API Gateway's limits. */
function requireKnown(name: string, duration: Duration): void {
  if (!duration.isUnresolved()) return;
  throw new Error(
    `${name} must be known at synthesis, got a value that is known only at deployment`,
  );
}

function requireWholeSeconds(name: string, duration: Duration): void {
  if (duration.isUnresolved()) return;
  const seconds = duration.toSeconds({ integral: false });
  if (seconds >= 1 && Number.isInteger(seconds)) return;
  const rule = seconds < 1 ? 'at least 1 second' : 'a whole number of seconds';
  throw new Error(`${name} must be ${rule}, got ${duration.toHumanString()}`);
}

function requireAtMost(name: string, duration: Duration, limit: Duration): void {
  if (duration.isUnresolved() || limit.isUnresolved()) return;
  if (duration.toMilliseconds() <= limit.toMilliseconds()) return;
  const isFixed = limit === MAX_TIMEOUT || limit === LONGEST_MAPPING_MAX_AGE;
  const bound = isFixed ? '' : "the function's timeout, ";
  throw new Error(
    `${name} must be at most ${bound}${limit.toHumanString()}, got ${duration.toHumanString()}`,
  );
}
