import { Match, Template } from 'aws-cdk-lib/assertions';
import { TokenAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { describe, expect, it } from 'vitest';
import { BedrockTierRouter, KeyHeader, RouterAuthorization } from '../../../lib';
import { makeStack, putRouterInStack, synthesize } from '../router-in-stack';

const OPEN = RouterAuthorization.none({
  acceptedRisk: 'anyone who reaches the URL spends the money of this account',
});

function synthesizeWith(authorization: RouterAuthorization): Template {
  return synthesize(putRouterInStack({ authorization }));
}

function findOnly(template: Template, type: string) {
  const resources = Object.values(template.findResources(type));
  expect(resources).toHaveLength(1);
  return resources[0]?.['Properties'];
}

it('is IAM where nothing is said', () => {
  const { stack } = makeStack();
  new BedrockTierRouter(stack, 'Router');
  Template.fromStack(stack).allResourcesProperties('AWS::ApiGateway::Method', {
    AuthorizationType: 'AWS_IAM',
    AuthorizerId: Match.absent(),
    ApiKeyRequired: Match.absent(),
  });
});

describe('keys', () => {
  it('in either header are asked for on every path, and named by an authorizer', () => {
    const template = synthesizeWith(RouterAuthorization.keys());
    template.resourceCountIs('AWS::ApiGateway::Method', 2);
    template.allResourcesProperties('AWS::ApiGateway::Method', {
      AuthorizationType: 'CUSTOM',
      AuthorizerId: { Ref: 'RouterKeyAuthorizerD97B8CF5' },
      ApiKeyRequired: true,
    });
    template.hasResourceProperties('AWS::ApiGateway::RestApi', { ApiKeySourceType: 'AUTHORIZER' });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: 128,
      Environment: { Variables: { AUTHORIZER_CONFIG: '{"keyHeader":"either"}' } },
    });
  });

  it('in either header leave nothing for API Gateway to keep answers by', () => {
    const template = synthesizeWith(RouterAuthorization.keys({ header: KeyHeader.EITHER }));
    expect(findOnly(template, 'AWS::ApiGateway::Authorizer')).toMatchObject({
      Type: 'REQUEST',
      AuthorizerResultTtlInSeconds: 0,
    });
    template.hasResourceProperties('AWS::ApiGateway::Authorizer', {
      IdentitySource: Match.absent(),
    });
  });

  it('in Authorization alone have their answers kept by that header, and read from it alone', () => {
    const template = synthesizeWith(RouterAuthorization.keys({ header: KeyHeader.AUTHORIZATION }));
    expect(findOnly(template, 'AWS::ApiGateway::Authorizer')).toMatchObject({
      Type: 'REQUEST',
      IdentitySource: 'method.request.header.Authorization',
      AuthorizerResultTtlInSeconds: 300,
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { AUTHORIZER_CONFIG: '{"keyHeader":"authorization"}' } },
    });
  });

  it('in x-api-key alone need no function', () => {
    const template = synthesizeWith(RouterAuthorization.keys({ header: KeyHeader.API_KEY }));
    template.resourceCountIs('AWS::ApiGateway::Authorizer', 0);
    template.resourceCountIs('AWS::Lambda::Function', 1);
    template.hasResourceProperties('AWS::ApiGateway::RestApi', { ApiKeySourceType: 'HEADER' });
    template.allResourcesProperties('AWS::ApiGateway::Method', {
      AuthorizationType: 'NONE',
      ApiKeyRequired: true,
    });
  });
});

describe('a user pool', () => {
  it.each([
    ['an ID token', undefined, Match.absent()],
    ['an access token with a scope', ['tier-router/invoke'], ['tier-router/invoke']],
  ])('checks %s', (_, scopes, written) => {
    const { stack } = makeStack();
    const pool = new UserPool(stack, 'People');
    const options = scopes === undefined ? {} : { scopes };
    const authorization = RouterAuthorization.cognito([pool], options);
    new BedrockTierRouter(stack, 'Router', { authorization });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ApiGateway::Authorizer', {
      Type: 'COGNITO_USER_POOLS',
      ProviderARNs: [stack.resolve(pool.userPoolArn)],
    });
    template.allResourcesProperties('AWS::ApiGateway::Method', {
      AuthorizationType: 'COGNITO_USER_POOLS',
      AuthorizationScopes: written,
    });
  });

  it('is needed', () => {
    expect(() => RouterAuthorization.cognito([])).toThrow(
      'RouterAuthorization.cognito needs at least one user pool, got none',
    );
  });
});

it('verifies the tokens of an issuer, and keeps the answers by Authorization', () => {
  const template = synthesizeWith(
    RouterAuthorization.jwt({ issuer: 'https://login.example.com/', audience: 'tier-router' }),
  );
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: {
      Variables: {
        AUTHORIZER_CONFIG:
          '{"issuer":"https://login.example.com/","audience":"tier-router","jwksUri":"https://login.example.com/.well-known/jwks.json"}',
      },
    },
  });
  expect(findOnly(template, 'AWS::ApiGateway::Authorizer')).toMatchObject({
    Type: 'TOKEN',
    IdentitySource: 'method.request.header.Authorization',
    IdentityValidationExpression: '^[Bb]earer +[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$',
    AuthorizerResultTtlInSeconds: 300,
  });
  template.allResourcesProperties('AWS::ApiGateway::Method', { AuthorizationType: 'CUSTOM' });
});

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

it('lets everybody in where the risk is accepted in words', () => {
  synthesizeWith(OPEN).allResourcesProperties('AWS::ApiGateway::Method', {
    AuthorizationType: 'NONE',
    ApiKeyRequired: Match.absent(),
  });
});

it.each([
  ['iam', RouterAuthorization.iam(), { usesKeys: false, isIam: true, isOpen: false }],
  ['keys', RouterAuthorization.keys(), { usesKeys: true, isIam: false, isOpen: false }],
  [
    'keys in x-api-key',
    RouterAuthorization.keys({ header: KeyHeader.API_KEY }),
    { usesKeys: true, isIam: false, isOpen: false },
  ],
  ['none', OPEN, { usesKeys: false, isIam: false, isOpen: true }],
])('%s says what it is', (_, authorization, facts) => {
  const { usesKeys, isIam, isOpen } = authorization;
  expect({ usesKeys, isIam, isOpen }).toEqual(facts);
});

it.each([
  [RouterAuthorization.iam(), 0],
  [RouterAuthorization.keys(), 1],
  [RouterAuthorization.jwt({ issuer: 'https://login.example.com', audience: 'router' }), 0],
])('keeps what callers spend only where they have keys: case %#', (authorization, tables) => {
  synthesizeWith(authorization).resourceCountIs('AWS::DynamoDB::Table', tables);
});
