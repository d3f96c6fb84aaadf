import type { Template } from 'aws-cdk-lib/assertions';
import type { JsonObject } from '../../lambda/core/json/json-object';
import type { MetricIdentity } from './metric-identity';

interface MetricFilter {
  readonly FilterPattern: string;
  readonly MetricTransformations: readonly {
    readonly MetricNamespace: string;
    readonly MetricName: string;
    readonly MetricValue: string;
    readonly Dimensions: readonly { readonly Key: string; readonly Value: string }[];
  }[];
}

/** Lists the metrics that the metric filters of a template publish for a log line. */
export function listFilteredMetrics(template: Template, line: JsonObject): MetricIdentity[] {
  const filters = Object.values(template.findResources('AWS::Logs::MetricFilter'));
  return filters.flatMap((filter) => {
    const { FilterPattern, MetricTransformations }: MetricFilter = filter['Properties'];
    const field = /^\{ \$\.(\w+) >= 0 \}$/.exec(FilterPattern)?.[1];
    if (field === undefined) throw new Error(`unknown pattern: ${FilterPattern}`);
    const isMatch = Number(line[field]) >= 0;
    if (!isMatch) return [];
    return MetricTransformations.map(({ MetricNamespace, MetricName, MetricValue, Dimensions }) => {
      const value = line[MetricValue.slice('$.'.length)];
      if (typeof value !== 'number') throw new Error(`${MetricValue} is not a number: ${value}`);
      const pairs = Dimensions.map(({ Key, Value }) => [Key, line[Value.slice('$.'.length)]]);
      const dimensions = Object.fromEntries(pairs);
      return { namespace: MetricNamespace, name: MetricName, dimensions };
    });
  });
}
