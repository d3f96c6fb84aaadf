import type { JobIdentity, JobMoment, JobTelemetry } from '../../app/jobs/services';
import { JOB_METRICS, type JobStatus, METRIC_DIMENSIONS } from '../../contract';
import { describeFailure } from '../../core/errors/describe-cause';
import type { LineWriter } from './line-writer';
import type { MetricValue } from './request-metrics';

/** All other ends are failures. */
const END_METRICS: Partial<Record<JobStatus, string>> = {
  SUCCEEDED: JOB_METRICS.jobsSucceeded,
  STOPPED: JOB_METRICS.jobsStopped,
};

/** Log lines and EMF metrics of jobs. */
export class CloudWatchJobTelemetry implements JobTelemetry {
  readonly #lines: LineWriter;

  constructor(lines: LineWriter) {
    this.#lines = lines;
  }

  recordJob(moment: JobMoment): void {
    switch (moment.kind) {
      case 'queued':
        this.#lines.info('Job stored', describeJob(moment.job));
        this.#publish(moment.job, [count(JOB_METRICS.jobsQueued)]);
        break;
      case 'attempt':
        this.#publish(moment.job, [millis(JOB_METRICS.jobAge, moment.ageMillis)]);
        break;
      case 'ended':
        this.#recordEnd(moment);
        break;
      case 'fault':
        this.#lines.error('Job could not be continued; it is tried again', {
          job_id: moment.jobId,
          cause: describeFailure(moment.cause),
        });
        break;
      default:
        moment satisfies never;
    }
  }

  #recordEnd({ job, state, waitMillis }: Extract<JobMoment, { kind: 'ended' }>): void {
    const { status, error, receipt } = state;
    const end = { status, error: error?.code, wait_ms: waitMillis, receipt };
    this.#lines.info('Job ended', { ...describeJob(job), ...end });
    this.#publish(job, [
      count(END_METRICS[status] ?? JOB_METRICS.jobsFailed),
      millis(JOB_METRICS.jobWait, waitMillis),
    ]);
  }

  #publish({ operation, requestedTier }: JobIdentity, metrics: readonly MetricValue[]): void {
    const set = {
      [METRIC_DIMENSIONS.operation]: operation,
      [METRIC_DIMENSIONS.serviceTier]: requestedTier,
    };
    this.#lines.publish({ timestamp: Date.now(), sets: [set], metrics });
  }
}

function describeJob({ jobId, operation, owner, requestedTier }: JobIdentity) {
  return { job_id: jobId, operation, owner, requested_tier: requestedTier };
}

function count(name: string): MetricValue {
  return { name, unit: 'Count', value: 1 };
}

function millis(name: string, value: number): MetricValue {
  return { name, unit: 'Milliseconds', value };
}
