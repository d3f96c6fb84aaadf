import { Duration, Token } from 'aws-cdk-lib';
import { TIMES } from '../../lambda/core/settings/times';
import type { DurableJobsOptions } from './durable-jobs-options';

const SHORTEST_DEADLINE = Duration.minutes(1);
const LONGEST_DEADLINE = Duration.seconds(TIMES.longestJobSeconds);
const DEFAULT_RETENTION = Duration.days(14);
/** One day more than the longest job, because S3 counts whole days. */
const MIN_RETENTION_DAYS = LONGEST_DEADLINE.toDays() + 1;
const MAX_RETENTION_DAYS = 3650;

/** The options with their defaults. */
export interface JobsOptions {
  readonly retentionDays: number;
  readonly deadline: Duration;
  readonly concurrency?: number | undefined;
}

/** @throws Error that names the option, the value received and the values allowed */
export function resolveJobsOptions(options: DurableJobsOptions): JobsOptions {
  const { retention = DEFAULT_RETENTION, deadline = Duration.seconds(TIMES.jobSeconds) } = options;
  return {
    retentionDays: readRetention(retention),
    deadline: readDeadline(deadline),
    concurrency: options.concurrency === undefined ? undefined : readCount(options.concurrency),
  };
}

function readRetention(retention: Duration): number {
  const days = retention.isUnresolved() ? Number.NaN : retention.toDays({ integral: false });
  if (Number.isInteger(days) && days >= MIN_RETENTION_DAYS && days <= MAX_RETENTION_DAYS) {
    return days;
  }
  throw new Error(
    `retention of RouterJobs.durable must be whole days from ${MIN_RETENTION_DAYS} to ${MAX_RETENTION_DAYS}, ` +
      `got ${retention.toHumanString()}`,
  );
}

function readDeadline(deadline: Duration): Duration {
  const seconds = deadline.isUnresolved() ? Number.NaN : deadline.toSeconds({ integral: false });
  const isInRange =
    seconds >= SHORTEST_DEADLINE.toSeconds() && seconds <= LONGEST_DEADLINE.toSeconds();
  if (Number.isInteger(seconds) && isInRange) return deadline;
  throw new Error(
    `deadline of RouterJobs.durable must be whole seconds from ${SHORTEST_DEADLINE.toHumanString()} to ` +
      `${LONGEST_DEADLINE.toHumanString()}, got ${deadline}`,
  );
}

function readCount(concurrency: number): number {
  if (Token.isUnresolved(concurrency) || (Number.isInteger(concurrency) && concurrency >= 0)) {
    return concurrency;
  }
  throw new Error(
    `concurrency of RouterJobs.durable must be a whole number of at least 0, got ${concurrency}`,
  );
}
