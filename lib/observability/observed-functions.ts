import type { Duration } from 'aws-cdk-lib';
import type { IRestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { MeasuredRouter } from './measured-router';

/** What runs jobs, and what ends those that did not end by themselves. */
export interface ObservedJobs {
  /** The durable function. */
  readonly worker: IFunction;
  /** The function that ends jobs, and its queue. */
  readonly end: { readonly function: IFunction; readonly queue: IQueue };
  /** The log group of both functions. */
  readonly logGroup: ILogGroup;
  /** The deadline of a job whose request names none. */
  readonly deadline: Duration;
}

/** The functions and the API of a router, and its metrics. */
export interface ObservedFunctions {
  /** The function behind the API. */
  readonly router: IFunction;
  /** The API in front of the function, and the name of its stage without a reference to the stage. */
  readonly api: { readonly restApi: IRestApi; readonly stageName: string };
  /** The function for the LambdaHook; undefined without `lambdaHookFunctionName`. */
  readonly lambdaHook?: IFunction | undefined;
  /** The function that authorizes callers; undefined if API Gateway authorizes them itself. */
  readonly authorizer?: IFunction | undefined;
  /** The function that refreshes the catalog; undefined with a built-in catalog. */
  readonly catalogRefresh?: IFunction | undefined;
  /** What runs jobs; undefined without them. */
  readonly jobs?: ObservedJobs | undefined;
  readonly metrics: MeasuredRouter;
  /** Whether callers have keys, and so the metrics of budgets are published. */
  readonly hasBudgets: boolean;
}
