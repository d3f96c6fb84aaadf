import { GraphWidget, type IMetric, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { ObservedFunctions } from '../observed-functions';

/** Creates graphs of Lambda's metrics of the functions, and of the router's metrics without a tier. */
export function graphFunctions(
  observed: ObservedFunctions,
  { fullWidth, hasReplyCache }: { readonly fullWidth: number; readonly hasReplyCache: boolean },
): readonly IWidget[] {
  const { router, lambdaHook, authorizer, jobs, metrics, hasBudgets } = observed;
  const ofJobs = jobs === undefined ? [] : [jobs.worker, jobs.end.function];
  const routing = [router, lambdaHook, ...ofJobs].filter((each) => each !== undefined);
  const all = authorizer === undefined ? routing : [...routing, authorizer];
  const graph = (title: string, label: string, left: IMetric[]) => {
    const leftYAxis = { label, showUnits: false };
    return new GraphWidget({ title, left, leftYAxis, width: fullWidth / 4 });
  };
  // To Lambda, each caller that the authorizer refuses is an error.
  const ofAuthorizer = authorizer === undefined ? [] : [metrics.metricAuthorizerErrors()];
  const errors = [...routing.map((each) => each.metricErrors()), ...ofAuthorizer];
  const throttles = all.map((each) => each.metricThrottles());
  const durations = all.map((each) => each.metricDuration({ statistic: 'p99' }));
  return [
    graph('Function errors', 'Errors', errors),
    graph('Function throttles', 'Throttles', throttles),
    graph('Function duration, p99', 'Milliseconds', durations),
    graph(hasBudgets ? 'Mapping and budget errors' : 'Mapping errors', 'Errors', [
      metrics.metricMappingErrors(),
      ...(hasBudgets ? [metrics.metricBudgetErrors()] : []),
      ...(hasReplyCache ? [metrics.metricCacheErrors()] : []),
    ]),
  ];
}
