import { Annotations, Resource } from 'aws-cdk-lib';
import type { IRestApi } from 'aws-cdk-lib/aws-apigateway';
import {
  Grant,
  type IGrantable,
  type IPrincipal,
  type IResourceWithPolicy,
} from 'aws-cdk-lib/aws-iam';
import { Construct, type IConstruct } from 'constructs';
import type { RouterAuthorization } from '../authorizers/router-authorization';
import { isOfAnotherAccount } from '../cdk/compare-places';
import { requireOperationName } from '../mapping/operations';
import { allowHealth } from './open-health';

/** An API that callers invoke with IAM permissions. */
export interface InvokedApi {
  /** The construct that gets the warnings. */
  readonly scope: IConstruct;
  readonly authorization: RouterAuthorization;
  readonly account: string;
  readonly region: string;
  readonly stageName: string;
  /** Whether the API can be reached only through VPC endpoints. */
  readonly isPrivate: boolean;
  readonly hasPublicHealth: boolean;
  readonly hasJobs: boolean;
  readonly restApi: IRestApi;
  /** Has the resource policy of the API; undefined if another app creates the API. */
  readonly resource?: IResourceWithPolicy;
  arnOf(method: string, path: string): string;
}

type Target = readonly [method: string, path: string];

/**
 * Allows requests to every path, or only to the paths of one operation. Where OpenAI's APIs name the operation in the body,
 * IAM cannot see it, so that only the paths below the operation are among them.
 *
 * A caller of the same account needs one permission, in its own policy. A caller of another account needs two: in its own
 * policy, and in the resource policy of the API. A warning names the one that this app cannot write.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export function grantInvoke(api: InvokedApi, grantee: IGrantable, operation?: string): Grant {
  requireGrantable(api);
  const targets = listTargets(api, operation);
  const permission = {
    grantee,
    actions: ['execute-api:Invoke'],
    resourceArns: targets.map(([method, path]) => api.arnOf(method, path)),
  };
  const { resource } = api;
  if (resource === undefined) return grantFromAfar(api, Grant.addToPrincipal(permission), grantee);
  if (isOfAnotherAccount(grantee, api.account)) {
    requireImported(grantee.grantPrincipal);
    warnOfOtherSide(api, grantee, 'its own policy, in its account');
  }
  const resourceSelfArns = targets.map((target) => writeOwnArn(api, target));
  const grant = Grant.addToPrincipalOrResource({ ...permission, resource, resourceSelfArns });
  const hasPolicy = grant.resourceStatement !== undefined;
  if (hasPolicy && api.hasPublicHealth) resource.addToResourcePolicy(allowHealth());
  return grant;
}

function requireGrantable({ authorization }: InvokedApi): void {
  if (authorization._evaluatesPermissions) return;
  throw new Error(
    `grantInvoke has no effect with the authorization type ${authorization.authorizationType}; it is for RouterAuthorization.iam()`,
  );
}

/** The API of another app has a resource policy that this app cannot change. */
function grantFromAfar(api: InvokedApi, grant: Grant, grantee: IGrantable): Grant {
  if (!grant.success) {
    throw new Error(
      `${grantee.grantPrincipal} has no policy of its own that this app can write; call grantInvoke where the router is created`,
    );
  }
  if (isOfAnotherAccount(grantee, api.account)) {
    warnOfOtherSide(api, grantee, 'the resource policy of the API, in the account of the router');
  }
  return grant;
}

function listTargets({ hasJobs }: InvokedApi, operation: string | undefined): readonly Target[] {
  if (operation === undefined) return [['*', '/*']];
  requireOperationName(operation);
  const targets: Target[] = [
    ['POST', `/v1/${operation}`],
    ['POST', `/v1/${operation}/stream`],
    ['POST', `/v1/${operation}/openai/*`],
    ['GET', `/v1/${operation}/openai/*`],
    ['POST', `/model/${operation}/*`],
  ];
  return hasJobs ? [...targets, ...listJobTargets(operation)] : targets;
}

/** The paths of a job do not name its operation. The router shows a job to the caller that submitted it alone. */
function listJobTargets(operation: string): readonly Target[] {
  return [
    ['POST', `/v1/${operation}/jobs`],
    ['GET', '/v1/jobs/*'],
    ['DELETE', '/v1/jobs/*'],
  ];
}

/** With the ID of the API in its own policy, the API would depend on itself. API Gateway completes this form. */
function writeOwnArn({ stageName }: InvokedApi, [method, path]: Target): string {
  return `execute-api:/${stageName}/${method}${path}`;
}

/** A stack cannot refer to the ID of an API in another account, which CloudFormation generates. */
function requireImported(principal: IPrincipal): void {
  if (!Construct.isConstruct(principal) || !Resource.isOwnedResource(principal)) return;
  throw new Error(
    `${principal.node.path} is of the account ${principal.grantPrincipal.principalAccount}, whose stack cannot refer to ` +
      'the API of this one; grant Role.fromRoleArn(...) here, and the role itself at ' +
      'BedrockTierRouter.fromBedrockTierRouterAttributes(...)',
  );
}

function warnOfOtherSide(api: InvokedApi, { grantPrincipal }: IGrantable, side: string): void {
  Annotations.of(api.scope).addWarningV2(
    'bedrock-tier-router:grantInvokeOtherSide',
    `grantInvoke cannot write ${side}: it must also allow execute-api:Invoke to the principal of account ` +
      `${grantPrincipal.principalAccount}; call grantInvoke there, too`,
  );
}
