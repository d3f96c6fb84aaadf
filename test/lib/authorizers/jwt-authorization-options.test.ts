import { Fn, Lazy } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import { resolveJwtOptions } from '../../../lib/authorizers/jwt-authorization-options';

it.each([
  ['https://login.example.com', 'https://login.example.com/.well-known/jwks.json'],
  ['https://login.example.com/', 'https://login.example.com/.well-known/jwks.json'],
  [
    'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE',
    'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE/.well-known/jwks.json',
  ],
])('finds the keys of %s', (issuer, jwksUri) => {
  expect(resolveJwtOptions({ issuer, audience: 'router' })).toEqual({
    inVpc: true,
    issuer,
    audience: 'router',
    jwksUri,
  });
});

it('takes the URL of the keys from jwksUri', () => {
  const options = {
    issuer: 'https://token.actions.example.com',
    audience: 'router',
    jwksUri: 'https://token.actions.example.com/.well-known/jwks',
    inVpc: false,
  };
  expect(resolveJwtOptions(options)).toEqual(options);
});

it('takes an issuer that is known only at deployment', () => {
  const issuer = Fn.importValue('Issuer');
  const jwksUri = Lazy.string({ produce: () => 'https://login.example.com/keys' });
  expect(resolveJwtOptions({ issuer, audience: 'router', jwksUri }).issuer).toBe(issuer);
});

it.each([
  [
    { issuer: 'http://login.example.com', audience: 'router' },
    'the issuer of RouterAuthorization.jwt must begin with "https://", got "http://login.example.com"',
  ],
  [
    { issuer: 'login.example.com', audience: 'router' },
    'the issuer of RouterAuthorization.jwt must begin with "https://", got "login.example.com"',
  ],
  [
    { issuer: 'https://a.example', audience: 'router', jwksUri: 'http://a.example/keys' },
    'the jwksUri of RouterAuthorization.jwt must begin with "https://", got "http://a.example/keys"',
  ],
  [
    { issuer: 'https://a.example', audience: ' ' },
    'RouterAuthorization.jwt needs the audience of the tokens, got an empty string',
  ],
])('refuses case %#', (options, message) => {
  expect(() => resolveJwtOptions(options)).toThrow(message);
});
