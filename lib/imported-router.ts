import { ArnFormat, Stack } from 'aws-cdk-lib';
import { RestApi, Stage } from 'aws-cdk-lib/aws-apigateway';
import { type IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { InvokedApi } from './api/grant-invoke';
import { resolveStageName } from './api/stage-options';
import { RouterAuthorization } from './authorizers/router-authorization';
import type { BedrockTierRouterAttributes } from './bedrock-tier-router-attributes';
import { BedrockTierRouterBase } from './bedrock-tier-router-base';
import type { CallerOptions } from './callers/caller-options';
import { checkThrottle } from './callers/caller-throttle';
import { makeCaller } from './callers/make-caller';
import type { RouterCaller } from './callers/router-caller';
import { findDifference } from './cdk/compare-places';
import { isKnown } from './cdk/is-known';
import type { ParameterPlace } from './mapping/mapping-access';
import { resolveParameterPrefix } from './mapping/parameter-prefix';

/** A router that another app creates. It writes only what belongs to this app: policies, keys and usage plans. */
export class ImportedRouter extends BedrockTierRouterBase {
  readonly url: string;
  readonly restApiId: string;
  readonly stageName: string;
  readonly parameterPrefix: string;

  /** @internal */
  readonly _api: InvokedApi;

  /** @internal */
  readonly _hook: IFunction | undefined;

  /** @internal */
  readonly _console = undefined;

  private readonly callers: Construct;

  constructor(scope: Construct, id: string, attributes: BedrockTierRouterAttributes) {
    super(scope, id);
    checkAttributes(attributes);
    const stack = Stack.of(this);
    const { restApiId, account = stack.account, region = stack.region } = attributes;
    this.restApiId = restApiId;
    this.stageName = resolveStageName(attributes.stageName);
    this.parameterPrefix = resolveParameterPrefix(attributes.parameterPrefix);
    this.url =
      attributes.url ??
      `https://${restApiId}.execute-api.${region}.${stack.urlSuffix}/${this.stageName}`;
    this._api = this.describeApi(attributes, { account, region });
    this._hook = this.importHook(attributes.lambdaHookFunctionName, { account, region });
    this.callers = new Construct(this, 'Callers');
  }

  addCaller(id: string, options: CallerOptions = {}): RouterCaller {
    this.requireKeys();
    requireSamePlace(this, this._api);
    if (options.throttle !== undefined) checkThrottle(options.callerName ?? id, options.throttle);
    const { parameterPrefix } = this;
    const { restApi: api } = this._api;
    return makeCaller(this.callers, id, { options, parameterPrefix, api });
  }

  protected requireKeys(): void {
    if (this._api.authorization.usesKeys) return;
    throw new Error(
      'callers have their own keys only with RouterAuthorization.keys(); say so in authorization',
    );
  }

  private describeApi(
    { authorization = RouterAuthorization.iam(), hasJobs = false }: BedrockTierRouterAttributes,
    place: Required<ParameterPlace>,
  ): InvokedApi {
    const { restApiId, stageName } = this;
    const restApi = RestApi.fromRestApiId(this, 'Api', restApiId);
    restApi.deploymentStage = Stage.fromStageAttributes(this, 'Stage', {
      restApi,
      stageName,
    }) as Stage;
    const service = { ...place, service: 'execute-api', resource: restApiId };
    return {
      ...place,
      scope: this,
      restApi,
      authorization,
      stageName,
      isPrivate: false,
      hasPublicHealth: false,
      hasJobs,
      arnOf: (method, path) =>
        Stack.of(this).formatArn({ ...service, resourceName: `${stageName}/${method}${path}` }),
    };
  }

  private importHook(
    functionName: string | undefined,
    place: Required<ParameterPlace>,
  ): IFunction | undefined {
    if (functionName === undefined) return undefined;
    const functionArn = Stack.of(this).formatArn({
      ...place,
      service: 'lambda',
      resource: 'function',
      resourceName: functionName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return LambdaFunction.fromFunctionArn(this, 'LambdaHook', functionArn);
  }
}

const REST_API_ID = /^[a-z0-9]+$/;

function checkAttributes({ restApiId, url = '' }: BedrockTierRouterAttributes): void {
  if (isKnown(restApiId) && !REST_API_ID.test(restApiId)) {
    throw new Error(
      `restApiId must be lower-case letters and digits, such as "abc123", got "${restApiId}"`,
    );
  }
  if (!url.endsWith('/')) return;
  throw new Error(`url must have no trailing slash, because paths are added to it, got "${url}"`);
}

/** A key works only with usage plans of its own account and Region, and so does the parameter of its policy. */
function requireSamePlace(scope: Construct, router: InvokedApi): void {
  const stack = Stack.of(scope);
  const place = findDifference(router, stack);
  if (place === undefined) return;
  throw new Error(
    `addCaller makes a key in the ${place} of its stack, ${stack[place]}, but the router is in ${router[place]}`,
  );
}
