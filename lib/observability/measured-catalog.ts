import { Duration } from 'aws-cdk-lib';
import { type Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { CATALOG_METRICS } from '../../lambda/contract';
import { createMetric } from './create-metric';

/** The metrics of the catalog. Only a router with `RouterCatalog.refreshed()` publishes them. */
export abstract class MeasuredCatalog extends Construct {
  /**
   * Days until Bedrock stops serving the first of the models that the routes name. Each refresh publishes them. The same
   * metric with the dimensions `Operation` and `ModelId` has the days of one model of one operation.
   *
   * @default - minimum over 1 day
   */
  metricDaysToEndOfLife(props?: MetricOptions): Metric {
    const defaults = { statistic: Stats.MINIMUM, period: Duration.days(1) };
    return createMetric(CATALOG_METRICS.daysToEndOfLife, {}, { ...defaults, ...props }).attachTo(
      this,
    );
  }

  /**
   * Sources of the catalog that could not be read, changes that were refused as implausible, and results that could not be
   * written or published. The last good catalog stays in effect.
   *
   * @default - sum over 5 minutes
   */
  metricCatalogErrors(props?: MetricOptions): Metric {
    const defaults = { statistic: Stats.SUM };
    return createMetric(CATALOG_METRICS.catalogErrors, {}, { ...defaults, ...props }).attachTo(
      this,
    );
  }
}
