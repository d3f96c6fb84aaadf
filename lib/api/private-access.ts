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

/** Reached from the internet, or through the given VPC endpoints alone. */
export function chooseEndpoint(vpcEndpoints: IInterfaceVpcEndpoint[] = []): EndpointConfiguration {
  if (vpcEndpoints.length === 0) return { types: [EndpointType.REGIONAL] };
  return { types: [EndpointType.PRIVATE], vpcEndpoints };
}

/**
 * Lets requests in through the endpoints alone.
 *
 * With IAM authorization, a policy that allows everybody would let in every principal of the account, granted or not:
 * within an account either policy suffices. So there the account is allowed, which leaves it to the callers' policies.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export function writePrivatePolicy(
  vpcEndpoints: IInterfaceVpcEndpoint[],
  authorization: RouterAuthorization,
): PolicyDocument {
  const endpointIds = vpcEndpoints.map(({ vpcEndpointId }) => vpcEndpointId);
  const allowed: IPrincipal = authorization.isIam ? new AccountRootPrincipal() : new AnyPrincipal();
  const shared = { actions: ['execute-api:Invoke'], resources: ['execute-api:/*'] };
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        ...shared,
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        conditions: { StringNotEquals: { 'aws:SourceVpce': endpointIds } },
      }),
      new PolicyStatement({ ...shared, principals: [allowed] }),
    ],
  });
}
