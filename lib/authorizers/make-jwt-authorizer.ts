import { Duration } from 'aws-cdk-lib';
import { IdentitySource, TokenAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import type { JwtAuthorizerConfig } from '../../lambda/contract';
import { omitNetwork, warnOfIsolation } from '../functions/network';
import {
  AuthorizerFunction,
  type AuthorizerOptions,
  type MadeAuthorizer,
} from './authorizer-function';
import type { JwtAuthorizationOptions } from './jwt-authorization-options';

/** API Gateway refuses other values without invoking the function. */
const BEARER_TOKEN = '^[Bb]earer +[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$';

/**
 * Creates the authorizer that verifies JSON web tokens of one issuer. API Gateway accepts a token for up to five minutes
 * after its expiry, because it caches results.
 */
export function makeJwtAuthorizer(
  scope: Construct,
  trusted: Required<JwtAuthorizationOptions>,
  options: AuthorizerOptions,
): MadeAuthorizer {
  const { issuer, audience, jwksUri, inVpc } = trusted;
  if (inVpc) warnOfIsolation(scope, options, 'issuer');
  const config: JwtAuthorizerConfig = { issuer, audience, jwksUri };
  const handler = new AuthorizerFunction(scope, 'TokenVerifier', {
    ...(inVpc ? options : omitNetwork(options)),
    bundle: 'jwt-authorizer',
    description: 'Verifies the JSON web tokens of callers',
    config,
    callsOut: true,
  });
  const authorizer = new TokenAuthorizer(scope, 'TokenAuthorizer', {
    handler,
    identitySource: IdentitySource.header('Authorization'),
    validationRegex: BEARER_TOKEN,
    resultsCacheTtl: Duration.minutes(5),
  });
  return { authorizer, function: handler };
}
