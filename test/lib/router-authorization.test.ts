import { Match, Template } from 'aws-cdk-lib/assertions';
import { TokenAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { expect, it } from 'vitest';
import { BedrockTierRouter, RouterAuthorization } from '../../lib';
import { makeStack } from './router-in-stack';

it('lets an authorizer of the user’s own decide on every method', () => {
  const { stack } = makeStack();
  const handler = new LambdaFunction(stack, 'Check', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => ({});'),
  });
  const authorizer = new TokenAuthorizer(stack, 'Authorizer', { handler });
  new BedrockTierRouter(stack, 'Router', { authorization: RouterAuthorization.custom(authorizer) });
  const methods = Object.values(Template.fromStack(stack).findResources('AWS::ApiGateway::Method'));
  expect(methods).toHaveLength(2);
  for (const { Properties } of methods) {
    expect(Properties).toMatchObject({
      AuthorizationType: 'CUSTOM',
      AuthorizerId: stack.resolve(authorizer.authorizerId),
    });
  }
});

it('is IAM where nothing is said', () => {
  const { stack } = makeStack();
  new BedrockTierRouter(stack, 'Router');
  Template.fromStack(stack).allResourcesProperties('AWS::ApiGateway::Method', {
    AuthorizationType: 'AWS_IAM',
    AuthorizerId: Match.absent(),
  });
});
