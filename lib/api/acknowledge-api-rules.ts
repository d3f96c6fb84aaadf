import { Stack } from 'aws-cdk-lib';
import { AuthorizationType } from 'aws-cdk-lib/aws-apigateway';
import type { IConstruct } from 'constructs';
import type { RouterAuthorization } from '../authorizers/router-authorization';
import { acknowledgeFinding, acknowledgeRule } from '../cdk/acknowledge-finding';
import type { RouterApiOptions } from './router-api-options';

/** Acknowledges cdk-nag's findings about the API. The findings about an API without authorization remain. */
export function acknowledgeApiRules(
  api: IConstruct,
  authorization: RouterAuthorization,
  { webAclArn }: RouterApiOptions,
): void {
  acknowledgeRule(api, {
    id: 'AwsSolutions-APIG2',
    reason:
      'The router passes bodies to Bedrock unchanged; the function refuses a body that is not a JSON object.',
  });
  if (webAclArn === undefined) {
    acknowledgeRule(api, {
      id: 'AwsSolutions-APIG3',
      reason:
        'A web ACL is billed to the account and needs rules of its own; associate one with webAclArn.',
    });
  }
  acknowledgeFinding(api, {
    rule: 'AwsSolutions-IAM4',
    subject: `Policy::arn:${Stack.of(api).partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`,
    reason: "AWS documents exactly this policy for the account's role for API Gateway logs.",
  });
  acknowledgeAuthorization(api, authorization);
}

function acknowledgeAuthorization(api: IConstruct, authorization: RouterAuthorization): void {
  if (authorization.usesKeys && authorization.authorizationType === AuthorizationType.NONE) {
    acknowledgeRule(api, {
      id: 'AwsSolutions-APIG4',
      reason:
        'API Gateway requires an API key of a usage plan for every method; the function requires a policy of the ' +
        'caller with that key.',
    });
  }
  if (authorization.isOpen || authorization.authorizationType === AuthorizationType.COGNITO) return;
  acknowledgeRule(api, {
    id: 'AwsSolutions-COG4',
    reason: authorization.isIam
      ? 'The callers are pipeline stages with AWS credentials, not users of a Cognito pool; IAM authorizes them.'
      : 'The callers are not users of a Cognito pool; every method checks their API key or token.',
  });
}
