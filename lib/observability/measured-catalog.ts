import { Duration } from 'aws-cdk-lib';
import { type Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { CATALOG_METRICS } from '../../lambda/contract';
import { createMetric } from './create-metric';
import type { MetricScope } from './metric-scope';

/** The metrics of the catalog. Only a router with `RouterCatalog.refreshed()` publishes them. */
export abstract class MeasuredCatalog extends Construct {
  /**
   * The prefix of the parameters. The route of an operation is at `<parameterPrefix>/operations/<operation>`. Without its
   * first slash, the prefix is the dimension `service` of every metric.
   */
  abstract readonly parameterPrefix: string;

  /**
   * Days until Bedrock stops serving the first of the models that the routes name. Each refresh publishes them. The same
   * metric with the dimensions `Operation` and `ModelId` has the days of one model of one operation.
   *
   * @default - minimum over 1 day
   */
  metricDaysToEndOfLife(props?: MetricOptions): Metric {
    const defaults = { statistic: Stats.MINIMUM, period: Duration.days(1) };
    return this.measureCatalog(CATALOG_METRICS.daysToEndOfLife, { ...defaults, ...props });
  }

  /**
   * Sources of the catalog that could not be read, changes that were refused as implausible, and results that could not be
   * written or published. The last good catalog stays in effect.
   *
   * @default - sum over 5 minutes
   */
  metricCatalogErrors(props?: MetricOptions): Metric {
    const defaults = { statistic: Stats.SUM };
    return this.measureCatalog(CATALOG_METRICS.catalogErrors, { ...defaults, ...props });
  }

  /**
   * Creates a metric over the requests of a scope.
   *
   * @internal
   */
  _measure(metricName: string, scope: MetricScope, props: MetricOptions): Metric {
    if (scope._isAll) this._publishTotal(metricName);
    const { parameterPrefix } = this;
    const { dimensions } = scope;
    return createMetric({ parameterPrefix, metricName, dimensions }, props).attachTo(this);
  }

  /**
   * Publishes a metric over all requests. Only the app that creates a router can do so.
   *
   * @internal
   */
  _publishTotal(_metricName: string): void {}

  private measureCatalog(metricName: string, props: MetricOptions): Metric {
    const { parameterPrefix } = this;
    return createMetric({ parameterPrefix, metricName }, props).attachTo(this);
  }
}
