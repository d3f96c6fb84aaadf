import { Duration } from 'aws-cdk-lib';
import { type CfnAuthorizer, IdentitySource, RequestAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import type { KeyAuthorizerConfig } from '../../lambda/contract';
import { KeyHeader } from './authorization-options';
import {
  AuthorizerFunction,
  type AuthorizerOptions,
  type MadeAuthorizer,
} from './authorizer-function';

/** The time that API Gateway caches a result. It still checks the key on every request. */
const CACHE_TTL = Duration.minutes(5);

/**
 * Creates the authorizer that reads the key of a caller from `Authorization`, or from either header.
 *
 * API Gateway caches results by identity sources, and refuses a request that lacks one of them. Therefore results cannot
 * be cached if the key may be in either header.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-authorizer.html
 */
export function makeKeyAuthorizer(
  scope: Construct,
  header: KeyHeader,
  options: AuthorizerOptions,
): MadeAuthorizer {
  const isCached = header === KeyHeader.AUTHORIZATION;
  const config: KeyAuthorizerConfig = { keyHeader: isCached ? 'authorization' : 'either' };
  const handler = new AuthorizerFunction(scope, 'KeyReader', {
    ...options,
    bundle: 'authorizer',
    description: 'Reads the API key of a caller for API Gateway',
    config,
    callsOut: false,
  });
  const authorizer = new RequestAuthorizer(scope, 'KeyAuthorizer', {
    handler,
    identitySources: isCached ? [IdentitySource.header('Authorization')] : [],
    resultsCacheTtl: isCached ? CACHE_TTL : Duration.seconds(0),
  });
  if (!isCached) {
    const resource = authorizer.node.defaultChild as CfnAuthorizer;
    resource.addPropertyDeletionOverride('IdentitySource');
  }
  return { authorizer, function: handler };
}
