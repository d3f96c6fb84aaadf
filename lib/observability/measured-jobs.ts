import { Duration } from 'aws-cdk-lib';
import { type Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { JOB_METRICS } from '../../lambda/contract';
import { MeasuredCosts } from './measured-costs';
import type { MetricScope } from './metric-scope';

/**
 * The metrics of jobs. Only a router with `jobs` publishes them. Their tier is that of the route's primary, and
 * `MetricScope.operation` or `MetricScope.all` selects them.
 */
export abstract class MeasuredJobs extends MeasuredCosts {
  /**
   * Jobs that were accepted. A repeat of a submission is not counted again.
   *
   * @default - sum over 5 minutes
   */
  metricJobsQueued(scope: MetricScope, props?: MetricOptions): Metric {
    return this._measure(JOB_METRICS.jobsQueued, scope, { statistic: Stats.SUM, ...props });
  }

  /**
   * Jobs that ended with an answer.
   *
   * @default - sum over 5 minutes
   */
  metricJobsSucceeded(scope: MetricScope, props?: MetricOptions): Metric {
    return this._measure(JOB_METRICS.jobsSucceeded, scope, { statistic: Stats.SUM, ...props });
  }

  /**
   * Jobs that ended without an answer, except those that somebody stopped.
   *
   * @default - sum over 5 minutes
   */
  metricJobsFailed(scope: MetricScope, props?: MetricOptions): Metric {
    return this._measure(JOB_METRICS.jobsFailed, scope, { statistic: Stats.SUM, ...props });
  }

  /**
   * Jobs that their callers stopped, or an operator their executions.
   *
   * @default - sum over 5 minutes
   */
  metricJobsStopped(scope: MetricScope, props?: MetricOptions): Metric {
    return this._measure(JOB_METRICS.jobsStopped, scope, { statistic: Stats.SUM, ...props });
  }

  /**
   * Milliseconds from the submission of a job to its end.
   *
   * @default - average over 5 minutes
   */
  metricJobWait(scope: MetricScope, props?: MetricOptions): Metric {
    return this._measure(JOB_METRICS.jobWait, scope, { statistic: Stats.AVERAGE, ...props });
  }

  /**
   * Milliseconds from the submission of a job to each of its attempts. Attempts are at most some 15 minutes apart, so the
   * maximum over half an hour is the age of the oldest job that waits.
   *
   * @default - maximum over 30 minutes
   */
  metricJobAge(scope: MetricScope, props?: MetricOptions): Metric {
    const defaults = { statistic: Stats.MAXIMUM, period: Duration.minutes(30) };
    return this._measure(JOB_METRICS.jobAge, scope, { ...defaults, ...props });
  }
}
