import type { JobError } from './verdict';

/** How an execution ended without the function's doing. */
export type ExecutionEnd = 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'STOPPED';

const MESSAGES: Readonly<Record<ExecutionEnd, JobError>> = {
  SUCCEEDED: {
    code: 'execution-failed',
    message: "the job's execution ended without recording the job's end",
  },
  FAILED: {
    code: 'execution-failed',
    message: "the job's execution failed; the function's log says why",
  },
  TIMED_OUT: {
    code: 'execution-timed-out',
    message: "the job's execution took longer than its function allows",
  },
  STOPPED: { code: 'stopped', message: "the job's execution was stopped in Lambda" },
};

export function describeExecutionEnd(status: ExecutionEnd): JobError {
  return MESSAGES[status];
}

/** The error of a job whose function Lambda could not start. */
export const NOT_STARTED: JobError = {
  code: 'not-started',
  message: 'Lambda could not start the job; submit it again with another key',
};

/** Attempts of a job that run again after a crash. Each may call Bedrock, so a crash that always returns has to end. */
export const MOST_REPEATED_ATTEMPTS = 10;

export const CRASHED: JobError = {
  code: 'execution-failed',
  message:
    `the job's function failed within more than ${MOST_REPEATED_ATTEMPTS} attempts, each of which Amazon Bedrock may bill; ` +
    "the function's log says why",
};
