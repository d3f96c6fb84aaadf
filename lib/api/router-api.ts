import { type Duration, Names, Stack } from 'aws-cdk-lib';
import {
  type IRestApi,
  LambdaIntegration,
  type MethodOptions,
  ResponseTransferMode,
  RestApi,
  type RestApiProps,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import type { AuthorizerOptions } from '../authorizers/authorizer-function';
import { RouterAuthorization } from '../authorizers/router-authorization';
import { omitUndefined } from '../cdk/omit-undefined';
import { RouterLogs } from '../observability/router-logs';
import { acknowledgeApiRules } from './acknowledge-api-rules';
import type { InvokedApi } from './grant-invoke';
import { openHealth } from './open-health';
import { chooseEndpoint, writePrivatePolicy } from './private-access';
import { addAliasRecord, formatDomainUrl, writeDomain } from './router-domain';
import type { RouterDomainOptions } from './router-domain-options';
import { resolveStageName, type StageProps, writeStageOptions } from './stage-options';

export interface RouterApiProps extends StageProps, AuthorizerOptions {
  readonly function: IFunction;
  /** The timeout of the function and of API Gateway's integration. */
  readonly timeout: Duration;
  readonly accessLogs: ILogGroup;
  readonly hasJobs: boolean;
}

/** The REST API in front of the function. It forwards every method on every path to the function. */
export class RouterApi extends RestApi {
  /** The URL to send requests to, without a trailing slash. */
  readonly baseUrl: string;

  /** The function that authorizes callers; undefined if the router did not create one. */
  readonly authorizerFunction: LambdaFunction | undefined;

  /** The API as its callers see it. */
  readonly invoked: InvokedApi;

  constructor(scope: Construct, id: string, props: RouterApiProps) {
    const { domain, authorization = RouterAuthorization.iam() } = props;
    const stageName = resolveStageName(props.stageName);
    const { methodOptions, authorizerFunction } = authorization._bind(scope, props);
    super(
      scope,
      id,
      writeRestApiProps(scope, { ...props, authorization, stageName }, methodOptions),
    );
    this.invoked = this.describe(props, authorization, stageName);
    this.authorizerFunction = authorizerFunction;
    this.root.addMethod('ANY');
    this.root.addProxy({ anyMethod: true });
    if (props.publicHealth) openHealth(this);
    // The router has its own output: a URL without a trailing slash.
    this.node.tryRemoveChild('Endpoint');
    this.createErrorLogs(props, stageName);
    this.baseUrl = domain === undefined ? this.formatUrl() : formatDomainUrl(domain);
    this.addAlias(domain);
    this.associateWebAcl(props.webAclArn);
    acknowledgeApiRules(this, authorization, props);
  }

  private describe(
    { vpcEndpoints, publicHealth = false, hasJobs }: RouterApiProps,
    authorization: RouterAuthorization,
    stageName: string,
  ): InvokedApi {
    const stage = this.deploymentStage.stageName;
    return {
      scope: this,
      restApi: this as IRestApi,
      resource: this,
      authorization,
      account: Stack.of(this).account,
      region: Stack.of(this).region,
      stageName,
      isPrivate: vpcEndpoints !== undefined,
      hasPublicHealth: publicHealth,
      hasJobs,
      arnOf: (method, path) => this.arnForExecuteApi(method, path, stage),
    };
  }

  /** E.g. `https://abc123.execute-api.us-east-1.amazonaws.com/prod`. */
  private formatUrl(): string {
    const { region, urlSuffix } = Stack.of(this);
    return `https://${this.restApiId}.execute-api.${region}.${urlSuffix}/${this.deploymentStage.stageName}`;
  }

  private addAlias({ domainName, hostedZone }: Partial<RouterDomainOptions> = {}): void {
    const domain = this.domainName;
    if (domain === undefined || hostedZone === undefined || domainName === undefined) return;
    addAliasRecord(domain, hostedZone, domainName);
  }

  /** Creates the log group of API Gateway's errors. API Gateway itself would create it without encryption and expiry. */
  private createErrorLogs(props: RouterApiProps, stageName: string): void {
    const errorLogs = new RouterLogs(this, 'ErrorLogs', {
      ...props,
      logGroupName: `API-Gateway-Execution-Logs_${this.restApiId}/${stageName}`,
    });
    this.deploymentStage.node.addDependency(errorLogs);
  }

  private associateWebAcl(webAclArn: string | undefined): void {
    if (webAclArn === undefined) return;
    const resourceArn = this.deploymentStage.stageArn;
    new CfnWebACLAssociation(this, 'WebAcl', { resourceArn, webAclArn });
  }
}

interface ResolvedApiProps extends RouterApiProps {
  readonly authorization: RouterAuthorization;
  readonly stageName: string;
}

function writeRestApiProps(
  scope: Construct,
  props: ResolvedApiProps,
  methodOptions: MethodOptions,
): RestApiProps {
  const { domain, vpcEndpoints, authorization } = props;
  return {
    restApiName: Names.uniqueResourceName(scope, { maxLength: 128, separator: '-' }),
    description:
      'Sends document-pipeline calls to Bedrock on the service tier that the mapping says',
    endpointConfiguration: chooseEndpoint(vpcEndpoints),
    cloudWatchRole: props.cloudWatchRole ?? false,
    deployOptions: writeStageOptions(props, props.stageName, props.accessLogs),
    defaultMethodOptions: methodOptions,
    defaultIntegration: new LambdaIntegration(props.function, {
      responseTransferMode: ResponseTransferMode.STREAM,
      timeout: props.timeout,
      allowTestInvoke: false,
    }),
    ...omitUndefined({
      domainName: domain && writeDomain(domain),
      apiKeySourceType: authorization._keySource,
      policy: vpcEndpoints && writePrivatePolicy(vpcEndpoints, props),
    }),
  };
}
