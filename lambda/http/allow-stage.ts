import type { APIGatewayAuthorizerResult } from 'aws-lambda';

/**
 * Allows a caller every path of the stage, because API Gateway caches the answer for the caller's next requests, whatever
 * their path.
 *
 * | method                                                           | allowed                                    |
 * |------------------------------------------------------------------|--------------------------------------------|
 * | `arn:aws:execute-api:us-east-1:111122223333:a1b2/prod/POST/v1/x` | `…:execute-api:…:111122223333:a1b2/prod/*` |
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 */
export function allowStage(methodArn: string, principalId: string): APIGatewayAuthorizerResult {
  const [api, stage] = methodArn.split('/');
  return {
    principalId,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: `${api}/${stage}/*` }],
    },
  };
}
