import * as v from 'valibot';
import { members, refuse } from '../settings/check-value';
import { TIMES } from '../settings/times';

const TEXT_RULE = refuse('a text that is not empty');
const TEXT = v.pipe(v.string(TEXT_RULE), v.nonEmpty(TEXT_RULE));
const DEADLINE_RULE = refuse(`a number of seconds from 1 to ${TIMES.longestJobSeconds}`);

/** The member `jobs` of a routing function's configuration. */
export const JOBS_CONFIG = v.pipe(
  members({
    /** The S3 bucket with their requests and responses. */
    bucket: TEXT,
    /** The ARN of the alias that starts the durable function. That function itself has none, and starts no jobs. */
    functionArn: v.optional(TEXT),
    /** The deadline of a job whose request names none. */
    deadlineSeconds: v.pipe(
      v.number(DEADLINE_RULE),
      v.minValue(1, DEADLINE_RULE),
      v.maxValue(TIMES.longestJobSeconds, DEADLINE_RULE),
    ),
  }),
  v.transform(
    ({ bucket, functionArn, deadlineSeconds }): JobsConfig => ({
      bucket,
      functionArn,
      deadlineMillis: deadlineSeconds * 1000,
    }),
  ),
);

/** Where jobs are kept and started. */
export interface JobsConfig {
  readonly bucket: string;
  /** Undefined in the durable function. */
  readonly functionArn: string | undefined;
  /** The deadline of a job whose request names none. */
  readonly deadlineMillis: number;
}
