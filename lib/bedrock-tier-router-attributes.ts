import type { RouterAuthorization } from './authorizers/router-authorization';

/** What an app must know of a router that another app creates. */
export interface BedrockTierRouterAttributes {
  /** The ID of the REST API, e.g. `abc123`: the first part of the host in the output `Url`. */
  readonly restApiId: string;

  /**
   * The name of the API's stage.
   *
   * @default 'prod'
   */
  readonly stageName?: string;

  /**
   * The URL to send requests to, without a trailing slash, e.g. of a custom domain.
   *
   * @default - the URL that API Gateway gives to the stage
   */
  readonly url?: string;

  /**
   * The prefix of the router's parameters, which also names the router in its metrics.
   *
   * @default '/bedrock-tier-router'
   */
  readonly parameterPrefix?: string;

  /**
   * How the router authorizes its callers. `grantInvoke` and `invokeTask` need `RouterAuthorization.iam()`, and `addCaller`
   * needs `RouterAuthorization.keys()`.
   *
   * @default RouterAuthorization.iam()
   */
  readonly authorization?: RouterAuthorization;

  /**
   * Whether the router has jobs. Then `grantInvoke` of an operation also allows its jobs, and `invokeTask` can have `asJob`.
   *
   * @default false
   */
  readonly hasJobs?: boolean;

  /**
   * The name of the router's function for the LambdaHook.
   *
   * @default - `grantInvokeLambdaHook` is refused
   */
  readonly lambdaHookFunctionName?: string;

  /**
   * The account of the router.
   *
   * @default - the account of the stack that the router is imported into
   */
  readonly account?: string;

  /**
   * The Region of the router. Metrics of another Region also need `region` in their options.
   *
   * @default - the Region of the stack that the router is imported into
   */
  readonly region?: string;
}
