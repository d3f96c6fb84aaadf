import { GraphWidget, type IMetric, type IWidget, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';

export interface FunctionGraphsProps {
  readonly functions: readonly IFunction[];
  readonly mappingErrors: Metric;
  readonly budgetErrors?: Metric | undefined;
}

/** What Lambda says of the functions, beside the one metric that belongs to no tier. */
export function graphFunctions(
  { functions, mappingErrors, budgetErrors }: FunctionGraphsProps,
  fullWidth: number,
): readonly IWidget[] {
  const width = fullWidth / 4;
  const graph = (title: string, label: string, left: IMetric[]) => {
    return new GraphWidget({ title, left, leftYAxis: { label, showUnits: false }, width });
  };
  return [
    graph(
      'Function errors',
      'Errors',
      functions.map((each) => each.metricErrors()),
    ),
    graph(
      'Function throttles',
      'Throttles',
      functions.map((each) => each.metricThrottles()),
    ),
    graph(
      'Function duration, p99',
      'Milliseconds',
      functions.map((each) => each.metricDuration({ statistic: 'p99' })),
    ),
    budgetErrors === undefined
      ? graph('Mapping errors', 'Errors', [mappingErrors])
      : graph('Mapping and budget errors', 'Errors', [mappingErrors, budgetErrors]),
  ];
}
