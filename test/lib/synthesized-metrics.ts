import type { Template } from 'aws-cdk-lib/assertions';
import type { MetricIdentity } from './metric-identity';
import { readWidgets } from './synthesized-dashboard';
import { writeOut } from './write-out';

/** Lists the metrics that the dashboard of a template reads. */
export function listDashboardMetrics(template: Template): readonly MetricIdentity[] {
  return readWidgets(template).flatMap(({ properties }) =>
    (properties.metrics ?? []).map(readLine),
  );
}

/** Reads `[{ expression }]` or `[namespace, name, dimension, value, …, { label }]`. */
function readLine(line: readonly unknown[]): MetricIdentity {
  const [first] = line;
  if (typeof first === 'object') {
    return readSearch((first as { readonly expression: string }).expression);
  }
  const [namespace = '', name = '', ...pairs] = line.filter((part) => typeof part === 'string');
  const dimensions: Record<string, string> = {};
  for (let at = 0; at < pairs.length; at += 2)
    dimensions[String(pairs[at])] = String(pairs[at + 1]);
  return { namespace, name, dimensions };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html */
function readSearch(expression: string): MetricIdentity {
  const found = /^SEARCH\('\{([\w,]+)\}((?: \w+="[^"]+")+)', '(?:Sum|Minimum|p50|p90|p99)'\)$/.exec(
    expression,
  );
  if (found === null) throw new Error(`not a search: ${expression}`);
  const [namespace = '', ...dimensionNames] = (found[1] ?? '').split(',');
  const terms = [...(found[2] ?? '').matchAll(/(\w+)="([^"]+)"/g)];
  const { MetricName: name = '', ...values } = Object.fromEntries(
    terms.map(([, term, value]) => [term, value]),
  );
  const unknown = Object.keys(values).find((dimension) => !dimensionNames.includes(dimension));
  if (unknown !== undefined) throw new Error(`${unknown} is not in the schema of ${expression}`);
  const anyValues = Object.fromEntries(dimensionNames.map((dimension) => [dimension, undefined]));
  return { namespace, name, dimensions: { ...anyValues, ...values } };
}

interface AlarmedMetric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: unknown }[];
}

interface AlarmedQuery {
  readonly Id: string;
  readonly Expression?: string;
  readonly MetricStat?: { readonly Metric: AlarmedMetric };
}

/** Lists the metrics that the alarms of a template read. */
export function listAlarmMetrics(template: Template): readonly MetricIdentity[] {
  return Object.values(template.findResources('AWS::CloudWatch::Alarm')).flatMap((alarm) => {
    const properties: AlarmedMetric & { readonly Metrics?: readonly AlarmedQuery[] } =
      alarm['Properties'];
    const { Metrics: queries } = properties;
    return queries === undefined ? [readAlarmed(properties)] : readQueries(queries);
  });
}

/** Reads the metrics of a math expression, which must not search for metrics itself. */
function readQueries(queries: readonly AlarmedQuery[]): MetricIdentity[] {
  const known = ['SUM', 'METRICS', ...queries.map(({ Id }) => Id)];
  return queries.flatMap(({ Expression, MetricStat }) => {
    if (MetricStat !== undefined) return [readAlarmed(MetricStat.Metric)];
    const words = Expression?.match(/[A-Za-z]\w*/g) ?? ['nothing'];
    const unknown = words.find((word) => !known.includes(word));
    if (unknown !== undefined) throw new Error(`"${Expression}" names ${unknown}`);
    return [];
  });
}

function readAlarmed({ Namespace, MetricName, Dimensions }: AlarmedMetric): MetricIdentity {
  const pairs = Dimensions.map(({ Name, Value }) => [Name, writeOut(Value)]);
  return { namespace: Namespace, name: MetricName, dimensions: Object.fromEntries(pairs) };
}
