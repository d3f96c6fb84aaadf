import { Duration } from 'aws-cdk-lib';

/** Timeouts, and the age of the mapping; each in whole seconds. */
export interface RouterTimes {
  readonly mappingMaxAge: Duration;
  readonly requestTimeout: Duration;
  readonly timeout: Duration;
}

/** The limit of Lambda, and of API Gateway for a streamed response. */
const MAX_TIMEOUT = Duration.minutes(15);

/** API Gateway closes a connection that is idle for five minutes; the router must respond a few seconds earlier. */
const DEFAULT_REQUEST_TIMEOUT = Duration.seconds(290);

const DEFAULT_MAPPING_MAX_AGE = Duration.seconds(30);

export function resolveTimes(times: Partial<RouterTimes>): RouterTimes {
  const timeout = times.timeout ?? MAX_TIMEOUT;
  const requestTimeout = times.requestTimeout ?? shorterOf(DEFAULT_REQUEST_TIMEOUT, timeout);
  const mappingMaxAge = times.mappingMaxAge ?? DEFAULT_MAPPING_MAX_AGE;
  requireAtLeastOneSecond('timeout', timeout);
  requireAtLeastOneSecond('requestTimeout', requestTimeout);
  requireAtLeastOneSecond('mappingMaxAge', mappingMaxAge);
  requireAtMost('timeout', timeout, MAX_TIMEOUT);
  requireAtMost('requestTimeout', requestTimeout, timeout);
  return { timeout, requestTimeout, mappingMaxAge };
}

function shorterOf(one: Duration, other: Duration): Duration {
  return other.isUnresolved() || one.toSeconds() < other.toSeconds() ? one : other;
}

function requireAtLeastOneSecond(name: string, duration: Duration): void {
  if (duration.isUnresolved() || duration.toMilliseconds() >= 1000) return;
  throw new Error(`${name} must be at least 1 second, got ${duration.toHumanString()}`);
}

function requireAtMost(name: string, duration: Duration, limit: Duration): void {
  if (duration.isUnresolved() || limit.isUnresolved()) return;
  if (duration.toMilliseconds() <= limit.toMilliseconds()) return;
  const bound = limit === MAX_TIMEOUT ? '' : "the function's timeout, ";
  throw new Error(
    `${name} must be at most ${bound}${limit.toHumanString()}, got ${duration.toHumanString()}`,
  );
}
