import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct, IConstruct } from 'constructs';
import type { CallerOptions } from './callers/caller-options';
import type { RouterCaller } from './callers/router-caller';
import type { IMeasuredRouter } from './observability/i-measured-router';
import type { InvokeTaskProps } from './step-functions/invoke-task-props';

/** A router that this app or another one creates. */
export interface IBedrockTierRouter extends IConstruct, IMeasuredRouter {
  /** The URL to send requests to, without a trailing slash. */
  readonly url: string;

  /** The ID of the REST API. */
  readonly restApiId: string;

  /** The name of the API's stage. */
  readonly stageName: string;

  /** The prefix of the parameters. */
  readonly parameterPrefix: string;

  /** Adds a caller with its own key; only with `RouterAuthorization.keys()`. */
  addCaller(id: string, options?: CallerOptions): RouterCaller;

  /** Allows a pipeline stage to send requests; only with `RouterAuthorization.iam()` or a custom authorizer. */
  grantInvoke(grantee: IGrantable, operation?: string): Grant;

  /** Allows a role of the document-processing accelerator to invoke the function for the LambdaHook. */
  grantInvokeLambdaHook(grantee: IGrantable): Grant;

  /** Creates a state of Step Functions that sends a request; only with `RouterAuthorization.iam()`. */
  invokeTask(scope: Construct, id: string, props: InvokeTaskProps): TaskStateBase;

  /** Allows an operator to read the routes and their history. */
  grantReadMapping(grantee: IGrantable): Grant;

  /** Allows an operator to override routes and to add operations. */
  grantChangeMapping(grantee: IGrantable): Grant;

  /** Allows an operator to override the settings of operations. */
  grantChangeSettings(grantee: IGrantable): Grant;

  /** Allows an operator to override the policies of callers and to add policies. */
  grantChangeCallers(grantee: IGrantable): Grant;

  /** Allows an operator to read, write and delete the operators' own prices. */
  grantChangePrices(grantee: IGrantable): Grant;

  /** Allows an operator to read what the refresh of the catalog writes. */
  grantReadCatalog(grantee: IGrantable): Grant;
}
