import { Template } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { ContextValues } from '../../bin/context-values';
import { readAuthorization } from '../../bin/read-authorization';
import { putRouterInStack } from '../lib/router-in-stack';

function read(context: { readonly [key: string]: unknown }) {
  return readAuthorization(new ContextValues((key) => context[key]));
}

function synthesizeWith(context: { readonly [key: string]: unknown }): Template {
  const authorization = read(context);
  expect(authorization).toBeDefined();
  const { stack } = putRouterInStack(authorization === undefined ? {} : { authorization });
  return Template.fromStack(stack);
}

it('is left to the construct where nothing is said', () => {
  expect(read({})).toBeUndefined();
});

it.each([
  [{ authorization: 'iam' }, { AuthorizationType: 'AWS_IAM' }],
  [{ authorization: 'keys' }, { AuthorizationType: 'CUSTOM', ApiKeyRequired: true }],
  [
    { authorization: 'keys', keyHeader: 'api-key' },
    { AuthorizationType: 'NONE', ApiKeyRequired: true },
  ],
  [
    {
      authorization: 'none',
      acceptedRisk: 'anyone who reaches the URL spends the money of this account',
    },
    { AuthorizationType: 'NONE' },
  ],
])('reads %j', (context, method) => {
  synthesizeWith(context).allResourcesProperties('AWS::ApiGateway::Method', method);
});

it('reads whose tokens are good', () => {
  const context = {
    authorization: 'jwt',
    jwtIssuer: 'https://login.example.com',
    jwtAudience: 'router',
    jwksUri: 'https://login.example.com/keys',
  };
  synthesizeWith(context).hasResourceProperties('AWS::Lambda::Function', {
    Environment: {
      Variables: {
        ROUTER_JWT_ISSUER: 'https://login.example.com',
        ROUTER_JWT_AUDIENCE: 'router',
        ROUTER_JWKS_URI: 'https://login.example.com/keys',
      },
    },
  });
});

it('leaves an open API to be refused by the construct', () => {
  const authorization = read({ authorization: 'none' });
  expect(authorization?.isOpen).toBe(true);
  expect(() => synthesizeWith({ authorization: 'none' })).toThrow(
    'acceptedRisk must be "anyone who reaches the URL spends the money of this account", got nothing',
  );
});

it.each([
  [{ authorization: 'open' }, 'must be one of iam, keys, jwt, none, got "open"'],
  [
    { authorization: 'keys', keyHeader: 'cookie' },
    'context "keyHeader" must be one of either, authorization, api-key, got "cookie"',
  ],
  [{ authorization: 'jwt' }, 'context "authorization" is "jwt", which needs "jwtIssuer" as well'],
  [
    { authorization: 'jwt', jwtIssuer: 'https://login.example.com' },
    'context "authorization" is "jwt", which needs "jwtAudience" as well',
  ],
])('refuses %j', (context, message) => {
  expect(() => read(context)).toThrow(message);
});
