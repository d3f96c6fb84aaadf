import { Match, Template } from 'aws-cdk-lib/assertions';
import { TokenAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { describe, expect, it } from 'vitest';
import { BedrockTierRouter, KeyHeader, RouterAuthorization } from '../../../lib';
import { OPEN_API_RISK } from '../fixtures';
import { API_KEYED, DEFAULTS, KEYED, makeStack, TOKENS, templateOf } from '../router-in-stack';

const OPEN = RouterAuthorization.none({ acceptedRisk: OPEN_API_RISK });

function findOnly(template: Template, type: string) {
  const resources = Object.values(template.findResources(type));
  expect(resources).toHaveLength(1);
  return resources[0]?.['Properties'];
}

it('is IAM by default', () => {
  templateOf(DEFAULTS).allResourcesProperties('AWS::ApiGateway::Method', {
    AuthorizationType: 'AWS_IAM',
    AuthorizerId: Match.absent(),
    ApiKeyRequired: Match.absent(),
  });
});

describe('keys', () => {
  it('in either header are required on every path, and read by an authorizer', () => {
    const template = templateOf(KEYED);
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

  it('in either header leave API Gateway no identity source to cache results by', () => {
    const template = templateOf(KEYED);
    expect(findOnly(template, 'AWS::ApiGateway::Authorizer')).toMatchObject({
      Type: 'REQUEST',
      AuthorizerResultTtlInSeconds: 0,
    });
    template.hasResourceProperties('AWS::ApiGateway::Authorizer', {
      IdentitySource: Match.absent(),
    });
  });

  it('only in Authorization have their results cached by that header', () => {
    const authorization = RouterAuthorization.keys({ header: KeyHeader.AUTHORIZATION });
    const template = templateOf({ authorization });
    expect(findOnly(template, 'AWS::ApiGateway::Authorizer')).toMatchObject({
      Type: 'REQUEST',
      IdentitySource: 'method.request.header.Authorization',
      AuthorizerResultTtlInSeconds: 300,
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { AUTHORIZER_CONFIG: '{"keyHeader":"authorization"}' } },
    });
  });

  it('only in x-api-key need no function', () => {
    const template = templateOf(API_KEYED);
    template.resourceCountIs('AWS::ApiGateway::Authorizer', 0);
    // The router, and the refresh of the catalog.
    template.resourceCountIs('AWS::Lambda::Function', 2);
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

  it('is required', () => {
    expect(() => RouterAuthorization.cognito([])).toThrow(
      'RouterAuthorization.cognito needs at least one user pool, got none',
    );
  });
});

it('verifies the tokens of an issuer, and caches the results by Authorization', () => {
  const template = templateOf({
    authorization: RouterAuthorization.jwt({
      issuer: 'https://login.example.com/',
      audience: 'tier-router',
    }),
  });
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

it('uses a custom authorizer on every method', () => {
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

it('allows everybody if the risk is accepted', () => {
  templateOf({ authorization: OPEN }).allResourcesProperties('AWS::ApiGateway::Method', {
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
])('describes %s', (_, authorization, facts) => {
  const { usesKeys, isIam, isOpen } = authorization;
  expect({ usesKeys, isIam, isOpen }).toEqual(facts);
});

it.each([
  ['IAM', DEFAULTS, 0],
  ['keys', KEYED, 1],
  ['tokens', TOKENS, 0],
])('creates a table of budgets only with keys: %s', (_, props, tables) => {
  templateOf(props).resourceCountIs('AWS::DynamoDB::Table', tables);
});
