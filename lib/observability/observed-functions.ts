import type { Stage } from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { MeasuredRouter } from './measured-router';

/** The functions and the stage of a router, and its metrics. */
export interface ObservedFunctions {
  /** The function behind the API. */
  readonly router: IFunction;
  /** The stage of the API. */
  readonly stage: Stage;
  /** The function for the LambdaHook; undefined without `lambdaHookFunctionName`. */
  readonly lambdaHook?: IFunction | undefined;
  /** The function that authorizes callers; undefined if API Gateway authorizes them itself. */
  readonly authorizer?: IFunction | undefined;
  /** The function that refreshes the catalog; undefined with a built-in catalog. */
  readonly catalogRefresh?: IFunction | undefined;
  readonly metrics: MeasuredRouter;
  /** Whether callers have keys, and so the metrics of budgets are published. */
  readonly hasBudgets: boolean;
}
