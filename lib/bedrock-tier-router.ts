import { CfnOutput } from 'aws-cdk-lib';
import type { IRestApi, RestApi, UsagePlan } from 'aws-cdk-lib/aws-apigateway';
import type { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Grant, IGrantable, IPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { RouterApi } from './api/router-api';
import type { BedrockTierRouterProps } from './bedrock-tier-router-props';
import type { CallerOptions } from './callers/caller-options';
import type { RouterCaller } from './callers/router-caller';
import { RouterCallers } from './callers/router-callers';
import { makeLambdaHook } from './functions/lambda-hook';
import { RouterFunction } from './functions/router-function';
import { RouterRole } from './functions/router-role';
import { MappingAccess } from './mapping/mapping-access';
import { warnOfDoubts } from './mapping/mapping-warnings';
import { TierMappingParameters } from './mapping/tier-mapping-parameters';
import { RouterAlarms } from './observability/alarms/router-alarms';
import { RouterTotals } from './observability/alarms/router-totals';
import { RouterDashboard } from './observability/dashboard/router-dashboard';
import { MeasuredRouter } from './observability/measured-router';
import { RouterLogs } from './observability/router-logs';
import { type RouterSettings, resolveSettings } from './settings/router-settings';

/**
 * An HTTP endpoint that sends each operation of a document pipeline to the Bedrock model and service tier that a
 * Parameter Store value says.
 *
 * It outputs its URL, the prefix of its parameters and its log group. The routes can be changed without a deployment:
 * `aws ssm put-parameter --overwrite --name /bedrock-tier-router/operations/extraction --value <model>:<tier>`.
 *
 * @example
 * const router = new BedrockTierRouter(this, 'Router', {
 *   operations: { extraction: [TieredModel.NOVA_2_LITE_US.withTier(ServiceTier.FLEX)] },
 * });
 * router.grantInvoke(extractionStage, 'extraction');
 */
export class BedrockTierRouter extends MeasuredRouter implements IGrantable {
  /**
   * Where to send requests, e.g. `https://abc123.execute-api.us-east-1.amazonaws.com/prod`, or under the domain of your
   * own; no slash at the end.
   */
  readonly url: string;

  /** The routes stand at `<parameterPrefix>/operations/<operation>`. */
  readonly parameterPrefix: string;

  /** The API in front of the function, for alarms and gateway responses, with the domain of your own. */
  readonly api: RestApi;

  /** The function that routes. */
  readonly function: LambdaFunction;

  /** The function that the document-processing accelerator invokes; undefined without `lambdaHookFunctionName`. */
  readonly lambdaHook?: LambdaFunction;

  /** The router's dashboard, for widgets of your own; undefined with `dashboard: false`. */
  readonly dashboard?: Dashboard;

  /** The usage plan for callers that are made by hand; undefined where callers have no keys. */
  readonly usagePlan?: UsagePlan;

  /** The function's role: what is granted to the router, its function may do; where callers have keys, not the hook. */
  readonly grantPrincipal: IPrincipal;

  private readonly routerApi: RouterApi;
  private readonly settings: RouterSettings;
  /** Undefined where callers have no keys. */
  private readonly callers: RouterCallers | undefined;
  private readonly mappingAccess: MappingAccess;

  constructor(scope: Construct, id: string, props: BedrockTierRouterProps = {}) {
    super(scope, id);
    const settings = resolveSettings(props);
    this.settings = settings;
    this.parameterPrefix = settings.parameterPrefix;
    new TierMappingParameters(this, 'Mapping', settings);
    this.mappingAccess = new MappingAccess(this, settings.parameterPrefix);

    const logGroup = new RouterLogs(this, 'FunctionLogs', props);
    if (props.authorization?.usesKeys) this.callers = new RouterCallers(this, 'Callers', props);
    const { budgetTable } = this.callers ?? {};
    const role = new RouterRole(this, 'Role', { ...props, settings, logGroup, budgetTable });
    this.grantPrincipal = role;
    const shared = { ...props, settings, role, logGroup, budgetTable };
    this.function = new RouterFunction(this, 'Function', { ...shared, handler: 'handler' });
    const lambdaHook = makeLambdaHook(this, shared);
    if (lambdaHook !== undefined) this.lambdaHook = lambdaHook;

    const accessLogs = new RouterLogs(this, 'AccessLogs', props);
    const api = { ...props, function: this.function, timeout: settings.timeout, accessLogs };
    this.routerApi = new RouterApi(this, 'Api', api);
    this.api = this.routerApi;
    if (this.callers !== undefined) this.usagePlan = this.callers.addSharedPlan(this.restApi);
    this.url = this.routerApi.baseUrl;

    const dashboard = this.watch(logGroup, settings, props);
    if (dashboard !== undefined) this.dashboard = dashboard;
    this.addOutputs();
    warnOfDoubts(this, settings, props.authorization);
  }

  /**
   * Adds one who calls with a key of its own; only with `RouterAuthorization.keys()`. The first policy stands in
   * Parameter Store at `<parameterPrefix>/callers/<keyId>`, and can be changed there without a deployment.
   *
   * @param id of the construct, and the caller's name where `callerName` is left out
   */
  addCaller(id: string, options: CallerOptions = {}): RouterCaller {
    const { settings, restApi: api } = this;
    return this.requireCallers().add(id, options, { settings, api });
  }

  /**
   * Lets a pipeline stage send requests, where the authorization is by IAM.
   *
   * @param operation the one operation to allow, at every endpoint; every path of the API where left out
   */
  grantInvoke(grantee: IGrantable, operation?: string): Grant {
    return this.routerApi.grantInvoke(grantee, operation);
  }

  /** Lets a role of the document-processing accelerator invoke the function behind `lambdaHookFunctionName`. */
  grantInvokeLambdaHook(grantee: IGrantable): Grant {
    if (this.lambdaHook !== undefined) return this.lambdaHook.grantInvoke(grantee);
    throw new Error('there is no function to grant: set lambdaHookFunctionName');
  }

  /** Lets somebody read the routes and who changed them when. */
  grantReadMapping(grantee: IGrantable): Grant {
    return this.mappingAccess.grantRead(grantee);
  }

  /** Lets an operator read and change the parameter that overrides prices, `<parameterPrefix>/prices`. */
  grantChangePrices(grantee: IGrantable): Grant {
    return this.mappingAccess.grantChangePrices(grantee);
  }

  /** Lets an operator read and change the routes, add operations and take them away. */
  grantChangeMapping(grantee: IGrantable): Grant {
    return this.mappingAccess.grantChange(grantee);
  }

  /** Lets an operator read and change the policies of callers, add policies and take them away. */
  grantChangeCallers(grantee: IGrantable): Grant {
    this.requireCallers();
    return this.mappingAccess.grantChangeCallers(grantee);
  }

  /** The CDK's own classes do not agree with each other under `exactOptionalPropertyTypes`. */
  private get restApi(): IRestApi {
    return this.api as IRestApi;
  }

  private requireCallers(): RouterCallers {
    if (this.callers !== undefined) return this.callers;
    throw new Error('callers have keys of their own only with RouterAuthorization.keys()');
  }

  private watch(
    logGroup: RouterLogs,
    settings: RouterSettings,
    props: BedrockTierRouterProps,
  ): Dashboard | undefined {
    const { function: router, lambdaHook } = this;
    const { authorizerFunction: authorizer } = this.routerApi;
    const mappingErrors = this.metricMappingErrors();
    const budgetErrors = this.callers === undefined ? undefined : this.metricBudgetErrors();
    const totals = new RouterTotals(this, 'Totals', { logGroup });
    const { alarms } = new RouterAlarms(this, 'Alarms', {
      options: props.alarms,
      topic: props.alarmTopic,
      metrics: { totals, mappingErrors, budgetErrors, function: router, lambdaHook, authorizer },
    });
    if (props.dashboard === false) return undefined;
    const functions = lambdaHook === undefined ? [router] : [router, lambdaHook];
    const shown = { settings, alarms, functions, authorizer, mappingErrors, budgetErrors };
    return new RouterDashboard(this, 'Dashboard', shown);
  }

  private addOutputs(): void {
    new CfnOutput(this, 'Url', { value: this.url, description: 'Where to send requests' });
    new CfnOutput(this, 'ParameterPrefix', {
      value: this.parameterPrefix,
      description: 'The routes stand at <this prefix>/operations/<operation>',
    });
    new CfnOutput(this, 'LogGroup', {
      value: this.function.logGroup.logGroupName,
      description: 'Where the function logs: npm run report -- --log-group <this>',
    });
    if (this.usagePlan === undefined) return;
    new CfnOutput(this, 'UsagePlanId', {
      value: this.usagePlan.usagePlanId,
      description: 'The usage plan for callers that are made by hand',
    });
  }
}
