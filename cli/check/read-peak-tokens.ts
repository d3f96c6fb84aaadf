import {
  CloudWatchClient,
  type MetricDataQuery,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch';
import type { ClientConfig } from '../aws/client-options';
import { noteActions } from '../aws/note-actions';

const DAY_MILLIS = 86_400_000;
const MINUTE_SECONDS = 60;

/**
 * Reads how many tokens each model took at most in one minute of the last day, by Bedrock's own metrics of the ID that was
 * called, whoever called it. Some models count output more than once against the quota, which these metrics do not.
 */
export async function readPeakTokens(
  clientConfig: ClientConfig,
  modelIds: readonly string[],
): Promise<readonly number[]> {
  if (modelIds.length === 0) return [];
  const client = noteActions(new CloudWatchClient(clientConfig), 'cloudwatch');
  const EndTime = new Date();
  const StartTime = new Date(EndTime.getTime() - DAY_MILLIS);
  const MetricDataQueries = modelIds.flatMap(composeQueries);
  const peaks = new Map<string, number>();
  const pages = paginateGetMetricData({ client }, { StartTime, EndTime, MetricDataQueries });
  for await (const { MetricDataResults: results = [] } of pages) {
    for (const { Id: id = '', Values: values = [] } of results) {
      peaks.set(id, Math.max(peaks.get(id) ?? 0, ...values));
    }
  }
  return modelIds.map((_, index) => peaks.get(`tokens${index}`) ?? 0);
}

function composeQueries(modelId: string, index: number): readonly MetricDataQuery[] {
  const sum = (id: string, metric: string): MetricDataQuery => ({
    Id: `${id}${index}`,
    ReturnData: false,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/Bedrock',
        MetricName: metric,
        Dimensions: [{ Name: 'ModelId', Value: modelId }],
      },
      Period: MINUTE_SECONDS,
      Stat: 'Sum',
    },
  });
  return [
    sum('input', 'InputTokenCount'),
    sum('output', 'OutputTokenCount'),
    { Id: `tokens${index}`, Expression: `FILL(input${index}, 0) + FILL(output${index}, 0)` },
  ];
}
