import { Duration } from 'aws-cdk-lib';
import { GraphWidget, type IWidget, Stats, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { CATALOG_METRICS } from '../../../lambda/contract';
import type { RouterSettings } from '../../settings/router-settings';
import { type SearchedMetric, searchMetric } from './search-metric';
import { writeModelsText } from './write-models-text';

const DAYS_TO_END_OF_LIFE: SearchedMetric = {
  metricName: CATALOG_METRICS.daysToEndOfLife,
  statistic: Stats.MINIMUM,
  by: 'modelOfOperation',
};

export interface ModelsRow {
  readonly settings: Pick<RouterSettings, 'operations' | 'parameterPrefix'>;
  readonly region: string;
  /** Whether the days until a model's end are published. */
  readonly isRefreshed: boolean;
  readonly fullWidth: number;
}

/** Shows the models of the deployed routes, and how long Bedrock will serve the models of all routes. */
export function showModels({
  settings,
  region,
  isRefreshed,
  fullWidth,
}: ModelsRow): readonly IWidget[] {
  const { operations, parameterPrefix } = settings;
  const width = isRefreshed ? fullWidth / 2 : fullWidth;
  const candidates = Object.values(operations).flat().length;
  const height = Math.max(6, 3 + candidates);
  const text = new TextWidget({ markdown: writeModelsText(operations, region), width, height });
  if (!isRefreshed) return [text];
  const days = new GraphWidget({
    title: 'Days until a model ends',
    left: [searchMetric(DAYS_TO_END_OF_LIFE, parameterPrefix)],
    leftYAxis: { label: 'Days', showUnits: false, min: 0 },
    // A refresh publishes one value a day.
    period: Duration.days(1),
    start: '-P4W',
    width,
    height,
  });
  return [text, days];
}
