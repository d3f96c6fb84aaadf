import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type MetricDataQuery,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import { CACHE_METRICS, METRIC_DIMENSIONS, METRIC_NAMESPACE, METRICS } from '../../contract';
import type { FiguresByOperation, TierFigures } from '../../core/operator/tier-figures';

const DAY_SECONDS = 24 * 60 * 60;
const MINUTE_MILLIS = 60_000;

interface Figure {
  readonly id: string;
  readonly metricName: string;
  readonly statistic: 'Sum' | 'p50' | 'p95';
}

const FIGURES = {
  answered: { id: 'answered', metricName: METRICS.invocations, statistic: 'Sum' },
  cached: { id: 'cached', metricName: CACHE_METRICS.cacheHits, statistic: 'Sum' },
  refused: { id: 'refused', metricName: METRICS.invocationClientErrors, statistic: 'Sum' },
  failed: { id: 'failed', metricName: METRICS.invocationServerErrors, statistic: 'Sum' },
  throttled: { id: 'throttled', metricName: METRICS.invocationThrottles, statistic: 'Sum' },
  p50: { id: 'p50', metricName: METRICS.invocationLatency, statistic: 'p50' },
  p95: { id: 'p95', metricName: METRICS.invocationLatency, statistic: 'p95' },
  cost: { id: 'cost', metricName: METRICS.estimatedCost, statistic: 'Sum' },
  savings: { id: 'savings', metricName: METRICS.estimatedSavings, statistic: 'Sum' },
} as const satisfies Record<string, Figure>;

type FigureName = keyof typeof FIGURES;
type Values = Partial<Record<FigureName, number>>;

/** Between operation and tier, neither of which has a space. */
const SEPARATOR = ' ';

/**
 * Reads the figures of the last day from the metrics that the router publishes. Each metric that is found costs as one
 * requested metric.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export class CloudWatchOperationFigures {
  readonly period = 'in the last 24 hours';
  readonly #client: CloudWatchClient;
  readonly #service: string;
  readonly #now: () => Date;

  /** @param service the value of the dimension `service` */
  constructor(client: CloudWatchClient, service: string, now: () => Date) {
    this.#client = client;
    this.#service = service;
    this.#now = now;
  }

  async read(abortSignal: AbortSignal): Promise<FiguresByOperation> {
    const results: MetricDataResult[] = [];
    let nextToken: string | undefined;
    const end = Math.ceil(this.#now().getTime() / MINUTE_MILLIS) * MINUTE_MILLIS;
    do {
      const command = new GetMetricDataCommand({
        MetricDataQueries: Object.values(FIGURES).map((figure) => this.#query(figure)),
        StartTime: new Date(end - DAY_SECONDS * 1000),
        EndTime: new Date(end),
        NextToken: nextToken,
      });
      const page = await this.#client.send(command, { abortSignal });
      results.push(...(page.MetricDataResults ?? []));
      nextToken = page.NextToken;
    } while (nextToken !== undefined);
    return groupByOperation(results);
  }

  #query({ id, metricName, statistic }: Figure): MetricDataQuery {
    const { service, operation, serviceTier } = METRIC_DIMENSIONS;
    const schema = [METRIC_NAMESPACE, service, operation, serviceTier].join(',');
    const terms = `${service}="${this.#service}" MetricName="${metricName}"`;
    const showValue = (dimension: string) => `\${PROP('Dim.${dimension}')}`;
    return {
      Id: id,
      Expression: `SEARCH('{${schema}} ${terms}', '${statistic}', ${DAY_SECONDS})`,
      Label: [operation, serviceTier].map(showValue).join(SEPARATOR),
    };
  }
}

function groupByOperation(results: readonly MetricDataResult[]): FiguresByOperation {
  const rows = new Map<string, Values>();
  for (const { Id: id, Label: label = '', Values: values = [] } of results) {
    const name = FIGURE_NAMES.find((each) => FIGURES[each].id === id);
    if (name === undefined || values.length === 0) continue;
    const row = rows.get(label) ?? {};
    rows.set(label, { ...row, [name]: combine(FIGURES[name], [row[name] ?? 0, ...values]) });
  }
  const figures = new Map<string, TierFigures[]>();
  for (const [label, values] of rows) {
    const [operation = '', tier = ''] = label.split(SEPARATOR);
    figures.set(operation, [...(figures.get(operation) ?? []), toTierFigures(tier, values)]);
  }
  return figures;
}

const FIGURE_NAMES = Object.keys(FIGURES) as readonly FigureName[];

/** A day of 24 hours may come in two parts. Percentiles cannot be added, so the worse part counts. */
function combine({ statistic }: Figure, values: readonly number[]): number {
  return statistic === 'Sum' ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
}

function toTierFigures(tier: string, values: Values): TierFigures {
  const { answered = 0, cached = 0, refused = 0, failed = 0, throttled = 0 } = values;
  const errors = refused + failed + throttled;
  return {
    tier,
    calls: answered + cached + errors,
    errors,
    p50Millis: values.p50,
    p95Millis: values.p95,
    costUsd: values.cost,
    savingsUsd: values.savings,
  };
}
