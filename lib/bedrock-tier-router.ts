import type { IRestApi, RestApi, UsagePlan } from 'aws-cdk-lib/aws-apigateway';
import type { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Grant, IGrantable, IPrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { addOutputs } from './api/add-outputs';
import { warnOfOpenApi } from './api/check-api-options';
import { RouterApi } from './api/router-api';
import { BedrockTierRouterBase } from './bedrock-tier-router-base';
import type { BedrockTierRouterProps } from './bedrock-tier-router-props';
import type { CallerOptions } from './callers/caller-options';
import type { RouterCaller } from './callers/router-caller';
import { RouterCallers } from './callers/router-callers';
import { RouterCatalog } from './catalog/router-catalog';
import { makeLambdaHook } from './functions/make-lambda-hook';
import { RouterFunction } from './functions/router-function';
import { RouterRole } from './functions/router-role';
import { warnOfMapping } from './mapping/mapping-warnings';
import { PrefixOwner } from './mapping/prefix-owner';
import { TierMappingParameters } from './mapping/tier-mapping-parameters';
import { observeRouter } from './observability/observe-router';
import { RouterLogs } from './observability/router-logs';
import { type RouterSettings, resolveSettings } from './settings/router-settings';

/**
 * An HTTP endpoint that sends each operation of a document pipeline to the Bedrock model and service tier that a
 * Parameter Store value names.
 *
 * The stack outputs its URL, the prefix of its parameters and its log group. Routes can be changed without a deployment:
 * `aws ssm put-parameter --overwrite --type StringList --value <model>:<tier>
 * --name /bedrock-tier-router/overrides/operations/extraction`.
 *
 * @example
 * const router = new BedrockTierRouter(this, 'Router', {
 *   operations: { extraction: [TieredModel.NOVA_2_LITE_US.withTier(ServiceTier.FLEX)] },
 * });
 * router.grantInvoke(extractionStage, 'extraction');
 */
export class BedrockTierRouter extends BedrockTierRouterBase implements IGrantable {
  /**
   * The URL to send requests to, e.g. `https://abc123.execute-api.us-east-1.amazonaws.com/prod`, or the URL of the custom
   * domain. It has no trailing slash.
   */
  readonly url: string;

  /** The prefix of the parameters. The route of an operation is at `<parameterPrefix>/operations/<operation>`. */
  readonly parameterPrefix: string;

  /** The API in front of the function, e.g. to add gateway responses. It contains the custom domain. */
  readonly api: RestApi;

  /** The function behind the API. */
  readonly function: LambdaFunction;

  /** The function that the document-processing accelerator invokes; undefined without `lambdaHookFunctionName`. */
  readonly lambdaHook?: LambdaFunction;

  /** The scheduled function that refreshes the catalog; undefined with `RouterCatalog.builtIn()`. */
  readonly catalogRefresh?: IFunction;

  /** The dashboard, e.g. to add widgets; undefined with `dashboard: false`. */
  readonly dashboard?: Dashboard;

  /** The usage plan for keys that are created by hand; undefined if callers have no keys. */
  readonly usagePlan?: UsagePlan;

  /**
   * The role of the function. Permissions that are granted to the router also apply to the function for the LambdaHook,
   * unless callers have keys or `lambdaHookBuckets` is set.
   */
  readonly grantPrincipal: IPrincipal;

  private readonly routerApi: RouterApi;
  private readonly settings: RouterSettings;
  private readonly callers: RouterCallers | undefined;

  constructor(scope: Construct, id: string, props: BedrockTierRouterProps = {}) {
    super(scope, id);
    const settings = resolveSettings(props);
    this.settings = settings;
    this.parameterPrefix = settings.parameterPrefix;
    const owner = new PrefixOwner(this, 'Owner', settings.parameterPrefix);
    const mapping = new TierMappingParameters(this, 'Mapping', settings);

    const logGroup = new RouterLogs(this, 'FunctionLogs', props);
    if (props.authorization?.usesKeys) this.callers = new RouterCallers(this, 'Callers', props);
    const parts = { ...props, settings, logGroup, budgetTable: this.callers?.budgetTable };
    const role = new RouterRole(this, 'Role', parts);
    role.node.addDependency(owner);
    this.grantPrincipal = role;
    const shared = { ...parts, role };
    this.function = new RouterFunction(this, 'Function', { ...shared, handler: 'handler' });
    const lambdaHook = makeLambdaHook(this, shared);
    if (lambdaHook !== undefined) this.lambdaHook = lambdaHook;
    mapping.writeAfter([this.function, this.lambdaHook]);

    const { catalog = RouterCatalog.refreshed() } = props;
    const refresh = catalog._bind(this, { ...props, settings });
    if (refresh !== undefined) this.catalogRefresh = refresh.function;

    this.routerApi = this.createApi(props);
    this.api = this.routerApi;
    if (this.callers !== undefined) this.usagePlan = this.callers.addSharedPlan(this.restApi);
    this.url = this.routerApi.baseUrl;

    const dashboard = this.observe(logGroup, props);
    if (dashboard !== undefined) this.dashboard = dashboard;
    if (props.outputs ?? true) addOutputs(this, this);
    warnOfMapping(this, settings);
    warnOfOpenApi(this, props);
  }

  /**
   * Adds a caller with its own key; only with `RouterAuthorization.keys()`. Its policy is in Parameter Store at
   * `<parameterPrefix>/callers/<keyId>`, and can be changed there without a deployment.
   *
   * @param id the ID of the construct, and the name of the caller if `callerName` is undefined
   */
  addCaller(id: string, options: CallerOptions = {}): RouterCaller {
    const { settings, restApi: api, function: reader } = this;
    return this.requireCallers().add(id, options, { settings, api, reader });
  }

  /**
   * Allows a pipeline stage to send requests; only with `RouterAuthorization.iam()` or a custom authorizer.
   *
   * @param operation the only operation to allow; all paths of the API if undefined
   */
  grantInvoke(grantee: IGrantable, operation?: string): Grant {
    return this.routerApi.grantInvoke(grantee, operation);
  }

  /** Allows a role of the document-processing accelerator to invoke the function with `lambdaHookFunctionName`. */
  grantInvokeLambdaHook(grantee: IGrantable): Grant {
    if (this.lambdaHook !== undefined) return this.lambdaHook.grantInvoke(grantee);
    throw new Error('the router has no function for the LambdaHook; set lambdaHookFunctionName');
  }

  protected requireKeys(): void {
    this.requireCallers();
  }

  /** With `exactOptionalPropertyTypes`, the CDK's `RestApi` does not implement `IRestApi`. */
  private get restApi(): IRestApi {
    return this.api as IRestApi;
  }

  private createApi(props: BedrockTierRouterProps): RouterApi {
    const accessLogs = new RouterLogs(this, 'AccessLogs', props);
    const { timeout, parameterPrefix } = this.settings;
    const shared = { ...props, timeout, parameterPrefix, accessLogs };
    return new RouterApi(this, 'Api', { ...shared, function: this.function });
  }

  private requireCallers(): RouterCallers {
    if (this.callers !== undefined) return this.callers;
    throw new Error('callers have their own keys only with RouterAuthorization.keys()');
  }

  private observe(logGroup: RouterLogs, props: BedrockTierRouterProps): Dashboard | undefined {
    const { settings, function: router, lambdaHook, callers, catalogRefresh } = this;
    const observed = {
      settings,
      logGroup,
      router,
      lambdaHook,
      stage: this.routerApi.deploymentStage,
      authorizer: this.routerApi.authorizerFunction,
      catalogRefresh,
      metrics: this,
      hasBudgets: callers !== undefined,
    };
    return observeRouter(this, observed, props);
  }
}
