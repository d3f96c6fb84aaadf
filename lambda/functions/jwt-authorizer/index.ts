import { JwksValidationError, WaitPeriodNotYetEndedJwkError } from 'aws-jwt-verify/error';
import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import * as v from 'valibot';
import { ENVIRONMENT } from '../../contract';
import { members, refuse } from '../../core/settings/check-value';
import { readVariable } from '../../core/settings/read-variable';
import { allowStage } from '../../http/allow-stage';
import { KeysUnavailable } from './fetch-keys';
import { createTokenVerifier } from './verify-token';

const TEXT_RULE = refuse('a text that is not empty');
const TEXT = v.pipe(v.string(TEXT_RULE), v.nonEmpty(TEXT_RULE));
const CONFIG = members({ issuer: TEXT, audience: TEXT, jwksUri: TEXT });

const verifyToken = createTokenVerifier(
  readVariable(CONFIG, ENVIRONMENT.authorizerConfig, process.env),
);

/** Errors that say nothing about the token: while keys may not be fetched again, a new key may have signed it. */
const NOBODYS_FAULTS = [KeysUnavailable, JwksValidationError, WaitPeriodNotYetEndedJwkError];

/**
 * Lets in whoever brings a good token of the trusted issuer, as its subject.
 *
 * @throws Error `Unauthorized`, the word that API Gateway answers with 401; any other, which it answers with 500, when
 * the issuer's keys are not available
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

/** Logs the kind of refusal alone, because the library's messages repeat claims of the token. */
function logRefusal(error: unknown): void {
  const reason = error instanceof Error ? error.constructor.name : typeof error;
  console.log(JSON.stringify({ level: 'WARN', message: 'token refused', reason }));
}
