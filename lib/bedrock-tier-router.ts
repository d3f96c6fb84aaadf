import { CfnOutput } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Grant, IGrantable, IPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { BedrockTierRouterProps } from './bedrock-tier-router-props';
import { makeLambdaHook } from './lambda-hook';
import { MappingAccess } from './mapping-access';
import { MeasuredRouter } from './measured-router';
import { RouterAlarms } from './router-alarms';
import { RouterApi } from './router-api';
import { RouterDashboard } from './router-dashboard';
import { RouterFunction } from './router-function';
import { RouterLogs } from './router-logs';
import { RouterRole } from './router-role';
import { type RouterSettings, resolveSettings } from './router-settings';
import { RouterTotals } from './router-totals';
import { warnOfDoubts } from './router-warnings';
import { TierMappingParameters } from './tier-mapping-parameters';

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
  /** Where to send requests, e.g. `https://abc123.execute-api.us-east-1.amazonaws.com/prod`; no slash at the end. */
  readonly url: string;

  /** The routes stand at `<parameterPrefix>/operations/<operation>`. */
  readonly parameterPrefix: string;

  /** The API in front of the function, for alarms, a domain name or a web ACL. */
  readonly api: RestApi;

  /** The function that routes. */
  readonly function: LambdaFunction;

  /** The function that the document-processing accelerator invokes; undefined without `lambdaHookFunctionName`. */
  readonly lambdaHook?: LambdaFunction;

  /** The router's dashboard, for widgets of your own; undefined with `dashboard: false`. */
  readonly dashboard?: Dashboard;

  /** The function's role: what is granted to the router, its function may do. */
  readonly grantPrincipal: IPrincipal;

  private readonly routerApi: RouterApi;
  private readonly mappingAccess: MappingAccess;

  constructor(scope: Construct, id: string, props: BedrockTierRouterProps = {}) {
    super(scope, id);
    const settings = resolveSettings(props);
    const { timeout } = settings;
    this.parameterPrefix = settings.parameterPrefix;
    new TierMappingParameters(this, 'Mapping', settings);
    this.mappingAccess = new MappingAccess(this, settings.parameterPrefix);

    const logGroup = new RouterLogs(this, 'FunctionLogs', props);
    const role = new RouterRole(this, 'Role', { ...props, settings, logGroup });
    this.grantPrincipal = role;
    const shared = { ...props, settings, role, logGroup };
    this.function = new RouterFunction(this, 'Function', { ...shared, handler: 'handler' });
    const lambdaHook = makeLambdaHook(this, shared);
    if (lambdaHook !== undefined) this.lambdaHook = lambdaHook;

    const accessLogs = new RouterLogs(this, 'AccessLogs', props);
    const api = { ...props, function: this.function, timeout, accessLogs };
    this.routerApi = new RouterApi(this, 'Api', api);
    this.api = this.routerApi;
    this.url = this.routerApi.urlWithoutSlash;

    const dashboard = this.watch(logGroup, settings, props);
    if (dashboard !== undefined) this.dashboard = dashboard;
    this.addOutputs();
    warnOfDoubts(this, settings, props.authorization);
  }

  /**
   * Lets a pipeline stage send requests.
   *
   * @param operation the one operation to allow, at every door; every path of the API where left out
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

  private watch(
    logGroup: RouterLogs,
    settings: RouterSettings,
    props: BedrockTierRouterProps,
  ): Dashboard | undefined {
    const { function: router, lambdaHook } = this;
    const mappingErrors = this.metricMappingErrors();
    const totals = new RouterTotals(this, 'Totals', { logGroup });
    const { alarms } = new RouterAlarms(this, 'Alarms', {
      options: props.alarms,
      topic: props.alarmTopic,
      metrics: { totals, mappingErrors, function: router, lambdaHook },
    });
    if (props.dashboard === false) return undefined;
    const functions = lambdaHook === undefined ? [router] : [router, lambdaHook];
    return new RouterDashboard(this, 'Dashboard', { settings, alarms, functions, mappingErrors });
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
  }
}
