import { JwksValidationError, WaitPeriodNotYetEndedJwkError } from 'aws-jwt-verify/error';
import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import * as v from 'valibot';
import { countAuthorizerError, startAuthorizer } from '../../adapters/telemetry/authorizer-errors';
import { readLineSettings } from '../../adapters/telemetry/line-settings';
import { LineWriter } from '../../adapters/telemetry/line-writer';
import { ENVIRONMENT } from '../../contract';
import { members, refuse } from '../../core/settings/check-value';
import { readVariable } from '../../core/settings/read-variable';
import { allowStage } from '../../http/allow-stage';
import { KeysUnavailable } from './fetch-keys';
import { createTokenVerifier } from './verify-token';

const TEXT_RULE = refuse('a text that is not empty');
const TEXT = v.pipe(v.string(TEXT_RULE), v.nonEmpty(TEXT_RULE));
const CONFIG = members({ issuer: TEXT, audience: TEXT, jwksUri: TEXT });

const lines = new LineWriter(readLineSettings(process.env));

const verifyToken = startAuthorizer(() =>
  createTokenVerifier(readVariable(CONFIG, ENVIRONMENT.authorizerConfig, process.env)),
);

/** The issuer does not answer, or not with keys. */
const UNREADABLE_KEYS_ERRORS = [KeysUnavailable, JwksValidationError];

/**
 * Allows a request with a valid token of the trusted issuer. The principal is the subject of the token.
 *
 * @throws Error `Unauthorized`, which API Gateway answers with 401; any other error if the issuer's keys are not available,
 * which API Gateway answers with 500
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
    const hasUnreadableKeys = UNREADABLE_KEYS_ERRORS.some((kind) => error instanceof kind);
    if (hasUnreadableKeys) countAuthorizerError();
    // A key that is not fetched yet may have signed the token. Invented key IDs cause this, too, so it is not counted.
    if (hasUnreadableKeys || error instanceof WaitPeriodNotYetEndedJwkError) throw error;
    throw new Error('Unauthorized');
  }
}

/** Logs only the kind of refusal, because the library's messages repeat claims of the token. */
function logRefusal(error: unknown): void {
  const reason = error instanceof Error ? error.constructor.name : typeof error;
  lines.warn('token refused', { reason });
}
