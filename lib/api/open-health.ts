import { AuthorizationType, type CfnMethod, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { acknowledgeRule } from '../cdk/acknowledge-finding';

/** The methods of `/health`, as the function serves them. */
export const HEALTH_METHODS = ['GET', 'HEAD'];

/**
 * Allows everybody to read `/health` in a resource policy. A policy without it denies methods that have no authorization.
 */
export function allowHealth(): PolicyStatement {
  return new PolicyStatement({
    actions: ['execute-api:Invoke'],
    resources: HEALTH_METHODS.map((method) => `execute-api:/*/${method}/health`),
    principals: [new AnyPrincipal()],
  });
}

/**
 * Opens `/health` to everybody who reaches the API. The response says only that the function answers.
 *
 * The methods inherit the authorizer of the API, and the CDK has no option to leave it out.
 */
export function openHealth(api: RestApi): void {
  const health = api.root.addResource('health');
  for (const httpMethod of HEALTH_METHODS) {
    const method = health.addMethod(httpMethod);
    const resource = method.node.defaultChild as CfnMethod;
    resource.authorizationType = AuthorizationType.NONE;
    resource.apiKeyRequired = false;
    resource.addPropertyDeletionOverride('AuthorizerId');
    resource.addPropertyDeletionOverride('AuthorizationScopes');
    for (const id of ['AwsSolutions-APIG4', 'AwsSolutions-COG4']) {
      const reason = 'publicHealth requires it. The response is the same for everybody.';
      acknowledgeRule(method, { id, reason });
    }
  }
}
