import { Stack, Validations } from 'aws-cdk-lib';
import { AuthorizationType } from 'aws-cdk-lib/aws-apigateway';
import type { IConstruct } from 'constructs';
import type { RouterAuthorization } from '../authorizers/router-authorization';
import { acknowledgeFinding } from '../cdk/acknowledge-finding';
import type { RouterApiOptions } from './router-api-options';

/** Answers what cdk-nag asks about the API; what it asks about an open one stays a question. */
export function acknowledgeApiRules(
  api: IConstruct,
  authorization: RouterAuthorization,
  { webAclArn }: RouterApiOptions,
): void {
  const validations = Validations.of(api);
  validations.acknowledge({
    id: 'AwsSolutions-APIG2',
    reason:
      'The body belongs to Bedrock and passes as it came; the function refuses what is no JSON object.',
  });
  if (webAclArn === undefined) {
    validations.acknowledge({
      id: 'AwsSolutions-APIG3',
      reason: 'A web ACL is billed and tuned by the account; associate one by webAclArn.',
    });
  }
  acknowledgeFinding(api, {
    rule: 'AwsSolutions-IAM4',
    subject: `Policy::arn:${Stack.of(api).partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`,
    reason: "The account's role for API Gateway logs is documented to carry exactly this policy.",
  });
  acknowledgeAuthorization(api, authorization);
}

function acknowledgeAuthorization(api: IConstruct, authorization: RouterAuthorization): void {
  const validations = Validations.of(api);
  if (authorization.usesKeys && authorization.authorizationType === AuthorizationType.NONE) {
    validations.acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'Every method asks for an API key of a usage plan, which API Gateway checks; the function then asks for a ' +
        'policy of the caller with that key.',
    });
  }
  if (authorization.isOpen || authorization.authorizationType === AuthorizationType.COGNITO) return;
  validations.acknowledge({
    id: 'AwsSolutions-COG4',
    reason: authorization.isIam
      ? 'The callers are pipeline stages with AWS credentials, not users of a Cognito pool; IAM authorizes them.'
      : 'The callers are no users of a Cognito pool; they come with an API key or a token, which is checked on every method.',
  });
}
