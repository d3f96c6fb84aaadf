import type { RestApi, UsagePlan } from 'aws-cdk-lib/aws-apigateway';
import type { Alarm, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable, IPrincipal, IRole } from 'aws-cdk-lib/aws-iam';
import type { Alias, IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { addOutputs } from './api/add-outputs';
import { warnOfOpenApi } from './api/check-api-options';
import type { InvokedApi } from './api/grant-invoke';
import { RouterApi } from './api/router-api';
import type { BedrockTierRouterAttributes } from './bedrock-tier-router-attributes';
import { BedrockTierRouterBase } from './bedrock-tier-router-base';
import type { BedrockTierRouterProps } from './bedrock-tier-router-props';
import type { CallerOptions } from './callers/caller-options';
import type { RouterCaller } from './callers/router-caller';
import { makeCallers, type RouterCallers, requireCallers } from './callers/router-callers';
import { RouterCatalog } from './catalog/router-catalog';
import { makeFunctions, type RoutingFunctions } from './functions/make-functions';
import type { IBedrockTierRouter } from './i-bedrock-tier-router';
import { ImportedRouter } from './imported-router';
import type { JobResources } from './jobs/job-resources';
import { warnOfMapping } from './mapping/mapping-warnings';
import { PrefixOwner } from './mapping/prefix-owner';
import { TierMappingParameters } from './mapping/tier-mapping-parameters';
import type { RouterAlarm } from './observability/alarms/router-alarm-options';
import { type Observation, observeRouter } from './observability/observe-router';
import { RouterLogs } from './observability/router-logs';
import { type RouterSettings, resolveSettings } from './settings/router-settings';
import { SettingsParameters } from './settings/settings-parameters';

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
  /** Refers to a router that another app creates, by what its outputs say. */
  static fromBedrockTierRouterAttributes(
    scope: Construct,
    id: string,
    attributes: BedrockTierRouterAttributes,
  ): IBedrockTierRouter {
    return new ImportedRouter(scope, id, attributes);
  }

  readonly url: string;
  readonly restApiId: string;
  readonly stageName: string;
  readonly parameterPrefix: string;

  /** The API in front of the function, e.g. to add gateway responses. It contains the custom domain. */
  readonly api: RestApi;

  /** The function behind the API. */
  readonly function: LambdaFunction;

  /** The function that the document-processing accelerator invokes; undefined without `lambdaHookFunctionName`. */
  readonly lambdaHook: LambdaFunction | undefined;

  /** The alias that the API invokes; undefined without a gradual `deployment` and `provisionedConcurrency`. */
  readonly alias: Alias | undefined;

  /** The function that authorizes callers; undefined if API Gateway or your own authorizer does. */
  readonly authorizer: LambdaFunction | undefined;

  /** The scheduled function that refreshes the catalog; undefined with `RouterCatalog.builtIn()`. */
  readonly catalogRefresh: LambdaFunction | undefined;

  /** What runs jobs; undefined without `jobs`. */
  readonly jobs: JobResources | undefined;

  /** The log group of the functions that route. The other functions have their own: `router.authorizer.logGroup`. */
  readonly logGroup: ILogGroup;

  /** The access log of the API. */
  readonly accessLogGroup: ILogGroup;

  /** The table of the callers' costs; undefined if callers have no keys. */
  readonly budgetTable: ITable | undefined;

  /** The dashboard, e.g. to add widgets; undefined with `dashboard: false`. */
  readonly dashboard: Dashboard | undefined;

  /** The usage plan for keys that are created by hand; undefined if callers have no keys. */
  readonly usagePlan: UsagePlan | undefined;

  /**
   * The role of the function. Permissions that are granted to the router also apply to the function for the LambdaHook,
   * unless callers have keys, or `lambdaHookBuckets` or `jobs` is set.
   */
  readonly role: IRole;

  /** The same as `role`. */
  readonly grantPrincipal: IPrincipal;

  /** @internal */
  readonly _console: Observation['console'];

  private readonly routerApi: RouterApi;
  private readonly settings: RouterSettings;
  private readonly callers: RouterCallers | undefined;
  private readonly functions: RoutingFunctions;
  private readonly observation: Observation;

  constructor(scope: Construct, id: string, props: BedrockTierRouterProps = {}) {
    super(scope, id);
    const settings = resolveSettings(props);
    this.settings = settings;
    this.parameterPrefix = settings.parameterPrefix;
    const owner = new PrefixOwner(this, 'Owner', settings.parameterPrefix);
    const mapping = new TierMappingParameters(this, 'Mapping', settings);
    const settingsParameters = new SettingsParameters(this, 'Settings', settings);
    this.logGroup = new RouterLogs(this, 'FunctionLogs', props);
    this.accessLogGroup = new RouterLogs(this, 'AccessLogs', props);
    this.callers = makeCallers(this, props);
    this.budgetTable = this.callers?.budgetTable;
    const { logGroup, budgetTable } = this;
    const replyTable = props.replyCache?._bind(this, props);
    const parts = { ...props, settings, logGroup, budgetTable, replyTable };
    const functions = makeFunctions(this, { ...parts, owner });
    this.role = functions.role;
    this.grantPrincipal = functions.role;
    this.function = functions.function;
    this.lambdaHook = functions.lambdaHook;
    this.alias = functions.alias;
    this.jobs = functions.jobs?.resources;
    this.functions = functions;
    // Parameters are written only after the functions and their roles were updated, and not at all if that fails.
    const readers = [this.function, this.lambdaHook, this.alias].flatMap((each) => each ?? []);
    for (const written of [mapping, settingsParameters]) written.node.addDependency(...readers);
    const { catalog = RouterCatalog.refreshed() } = props;
    this.catalogRefresh = catalog._bind(this, { ...props, settings })?.function;

    this.routerApi = new RouterApi(this, 'Api', {
      ...props,
      function: this.functions.invoked,
      timeout: settings.timeout,
      parameterPrefix: settings.parameterPrefix,
      accessLogs: this.accessLogGroup,
      hasJobs: this.jobs !== undefined,
    });
    this.api = this.routerApi;
    this.url = this.routerApi.baseUrl;
    this.restApiId = this.api.restApiId;
    this.stageName = this._api.stageName;
    this.authorizer = this.routerApi.authorizerFunction;
    this.usagePlan = this.callers?.addSharedPlan(this._api.restApi);

    const { _api: api, authorizer, catalogRefresh, callers } = this;
    const built = { ...functions, router: functions.function, api, authorizer, catalogRefresh };
    const observed = { ...parts, ...built, metrics: this, hasBudgets: callers !== undefined };
    this.observation = observeRouter(this, observed, props);
    this._console = this.observation.console;
    this.dashboard = this.observation.dashboard;
    props.deployment?._bind(this, this.alias, this.observation.alarms);
    if (props.outputs ?? true) addOutputs(this, this);
    warnOfMapping(this, settings);
    warnOfOpenApi(this, props);
  }

  addCaller(id: string, options: CallerOptions = {}): RouterCaller {
    const { settings, _api, functions } = this;
    const parts = { settings, api: _api.restApi, reader: functions.invoked };
    return requireCallers(this.callers).add(id, options, parts);
  }

  /** Returns an alarm of the router; undefined if `alarms.without` names it, or if the router does not need it. */
  findAlarm(alarm: RouterAlarm): Alarm | undefined {
    return this.observation.alarms.find(alarm);
  }

  /** @internal */
  get _api(): InvokedApi {
    return this.routerApi.invoked;
  }

  /** @internal */
  get _hook(): IFunction | undefined {
    return this.lambdaHook as IFunction | undefined;
  }

  /** @internal */
  override _publishTotal(metricName: string): void {
    this.observation.totals.publish(metricName);
  }

  protected requireKeys(): void {
    requireCallers(this.callers);
  }
}
