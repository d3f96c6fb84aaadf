import { JOB_HEADERS } from '../../contract';
import { RouterError } from '../../core/errors/router-error';
import type { JobOptions } from '../../core/jobs/asked-request';
import { TIMES } from '../../core/settings/times';
import type { Headers } from '../../core/wire/forwarded-headers';

export interface JobDefaults {
  readonly now: number;
  readonly deadlineMillis: number;
}

const KEY = /^[\x21-\x7e]{1,256}$/;
/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html */
const LONGEST_TOKEN = 2048;

/** @throws RouterError `invalid-header`, without the value of a token */
export function readJobOptions(headers: Headers, defaults: JobDefaults): JobOptions {
  const key = headers[JOB_HEADERS.key];
  if (key !== undefined && !KEY.test(key)) {
    throw refuse(JOB_HEADERS.key, key, '1 to 256 visible ASCII characters');
  }
  const taskToken = headers[JOB_HEADERS.taskToken];
  if (taskToken !== undefined && (taskToken === '' || taskToken.length > LONGEST_TOKEN)) {
    const rule = `has ${taskToken.length} characters; it may have 1 to ${LONGEST_TOKEN}`;
    throw new RouterError('invalid-header', `${JOB_HEADERS.taskToken} ${rule}`);
  }
  return { key, taskToken, deadline: readDeadline(headers[JOB_HEADERS.deadline], defaults) };
}

/** `2026-11-29T06:00:00Z`, or with an offset. Without one, its meaning would depend on the reader. */
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/;
const SECONDS = /^\d{1,9}$/;

/**
 * | `x-router-deadline`    | Deadline                            |
 * |------------------------|-------------------------------------|
 * | –                      | the deployment's: 24 hours from now |
 * | `3600`                 | an hour from now                    |
 * | `2026-11-29T06:00:00Z` | that time                           |
 */
function readDeadline(text: string | undefined, { now, deadlineMillis }: JobDefaults): number {
  if (text === undefined) return now + deadlineMillis;
  const deadline = SECONDS.test(text) ? now + Number(text) * 1000 : readTime(text);
  const days = TIMES.longestJobSeconds / (24 * 60 * 60);
  if (deadline === undefined) {
    const example = 'an ISO time with its zone, such as 2026-11-29T06:00:00Z';
    throw refuse(JOB_HEADERS.deadline, text, `a number of seconds, or ${example}`);
  }
  if (deadline <= now) throw refuse(JOB_HEADERS.deadline, text, 'a time that is not past');
  if (deadline > now + TIMES.longestJobSeconds * 1000) {
    throw refuse(JOB_HEADERS.deadline, text, `${days} days from now at most`);
  }
  return deadline;
}

function readTime(text: string): number | undefined {
  const time = ISO_TIME.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) || !isDate(text.slice(0, 10)) ? undefined : time;
}

/** `Date` takes 31 November for 1 December. */
function isDate(text: string): boolean {
  return new Date(text).toISOString().startsWith(text);
}

function refuse(header: string, text: string, rule: string): RouterError {
  const received = JSON.stringify(text.slice(0, 64));
  return new RouterError('invalid-header', `${header} is ${received}; it may be ${rule}`);
}
