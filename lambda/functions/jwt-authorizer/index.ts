import { JwksValidationError, WaitPeriodNotYetEndedJwkError } from 'aws-jwt-verify/error';
import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import { AUTHORIZER_ENVIRONMENT } from '../../contract';
import { allowStage } from '../../http/allow-stage';
import { KeysUnavailable } from './fetch-keys';
import { createTokenVerifier } from './verify-token';

const verifyToken = createTokenVerifier({
  issuer: requireVariable(AUTHORIZER_ENVIRONMENT.jwtIssuer),
  audience: requireVariable(AUTHORIZER_ENVIRONMENT.jwtAudience),
  jwksUri: requireVariable(AUTHORIZER_ENVIRONMENT.jwksUri),
});

/** Nothing is known about the token then: in a wait before keys are fetched again it may be signed by a new one. */
const NOBODYS_FAULTS = [KeysUnavailable, JwksValidationError, WaitPeriodNotYetEndedJwkError];

/**
 * Lets in who brings a good token of the trusted issuer, as its subject.
 *
 * @throws Error `Unauthorized`, the word that API Gateway answers with 401; any other, which it answers with 500, where
 * the issuer's keys cannot be had
 */
export async function handler({
  authorizationToken,
  methodArn,
}: APIGatewayTokenAuthorizerEvent): Promise<APIGatewayAuthorizerResult> {
  try {
    const subject = await verifyToken(authorizationToken.replace(/^Bearer +/i, ''));
    return allowStage(methodArn, subject);
  } catch (error) {
    logRefusal(error);
    if (NOBODYS_FAULTS.some((fault) => error instanceof fault)) throw error;
    throw new Error('Unauthorized');
  }
}

/** What kind of refusal it was; messages of the library repeat claims of the token. */
function logRefusal(error: unknown): void {
  const reason = error instanceof Error ? error.constructor.name : typeof error;
  console.log(JSON.stringify({ level: 'WARN', message: 'token refused', reason }));
}

function requireVariable(name: string): string {
  const value = process.env[name];
  if (value !== undefined && value !== '') return value;
  throw new Error(`${name} is not set`);
}
