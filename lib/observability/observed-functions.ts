import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';

/** The functions of a router, and its metrics without a tier. */
export interface ObservedFunctions {
  /** The function behind the API. */
  readonly router: IFunction;
  /** The function for the LambdaHook; undefined without `lambdaHookFunctionName`. */
  readonly lambdaHook?: IFunction | undefined;
  /** The function that authorizes callers; undefined if API Gateway authorizes them itself. */
  readonly authorizer?: IFunction | undefined;
  /** The function that refreshes the catalog; undefined with a built-in catalog. */
  readonly catalogRefresh?: IFunction | undefined;
  readonly mappingErrors: Metric;
  /** Errors of the budget ledger; undefined if callers have no keys. */
  readonly budgetErrors?: Metric | undefined;
  /** Errors of the refresh, and days until the first model ends; undefined with a built-in catalog. */
  readonly catalogErrors?: Metric | undefined;
  readonly daysToEndOfLife?: Metric | undefined;
}
