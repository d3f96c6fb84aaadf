import { GraphWidget, type IMetric, type IWidget, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';

export interface FunctionGraphsProps {
  readonly functions: readonly IFunction[];
  /** Its errors are left out: each caller that is not let in is one. */
  readonly authorizer?: IFunction | undefined;
  readonly mappingErrors: Metric;
  readonly budgetErrors?: Metric | undefined;
}

/** What Lambda says of the functions, beside the metrics that belong to no tier. */
export function graphFunctions(
  { functions, authorizer, mappingErrors, budgetErrors }: FunctionGraphsProps,
  fullWidth: number,
): readonly IWidget[] {
  const width = fullWidth / 4;
  const all = authorizer === undefined ? functions : [...functions, authorizer];
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
      all.map((each) => each.metricThrottles()),
    ),
    graph(
      'Function duration, p99',
      'Milliseconds',
      all.map((each) => each.metricDuration({ statistic: 'p99' })),
    ),
    budgetErrors === undefined
      ? graph('Mapping errors', 'Errors', [mappingErrors])
      : graph('Mapping and budget errors', 'Errors', [mappingErrors, budgetErrors]),
  ];
}
