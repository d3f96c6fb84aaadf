import { type EndpointConfiguration, EndpointType } from 'aws-cdk-lib/aws-apigateway';
import type { IInterfaceVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
import {
  AccountRootPrincipal,
  AnyPrincipal,
  Effect,
  type IPrincipal,
  PolicyDocument,
  PolicyStatement,
} from 'aws-cdk-lib/aws-iam';
import type { RouterAuthorization } from '../authorizers/router-authorization';
import { allowHealth } from './open-health';

/** Chooses a Regional endpoint, or a private endpoint if there are VPC endpoints. */
export function chooseEndpoint(vpcEndpoints: IInterfaceVpcEndpoint[] = []): EndpointConfiguration {
  if (vpcEndpoints.length === 0) return { types: [EndpointType.REGIONAL] };
  return { types: [EndpointType.PRIVATE], vpcEndpoints };
}

export interface PrivateApi {
  readonly authorization: RouterAuthorization;
  readonly publicHealth?: boolean;
}

/**
 * Writes a resource policy that allows requests only through the VPC endpoints.
 *
 * With IAM authorization, a policy that allows everybody would also allow principals of the account without permissions,
 * because within an account either policy suffices. Therefore it allows the account, so that the policies of the callers
 * decide. `/health` is for everybody if it is public.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export function writePrivatePolicy(
  vpcEndpoints: IInterfaceVpcEndpoint[],
  { authorization, publicHealth = false }: PrivateApi,
): PolicyDocument {
  const endpointIds = vpcEndpoints.map(({ vpcEndpointId }) => vpcEndpointId);
  const allowedPrincipal: IPrincipal = authorization.isIam
    ? new AccountRootPrincipal()
    : new AnyPrincipal();
  const shared = { actions: ['execute-api:Invoke'], resources: ['execute-api:/*'] };
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        ...shared,
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        conditions: { StringNotEquals: { 'aws:SourceVpce': endpointIds } },
      }),
      new PolicyStatement({ ...shared, principals: [allowedPrincipal] }),
      ...(publicHealth && authorization.isIam ? [allowHealth()] : []),
    ],
  });
}
