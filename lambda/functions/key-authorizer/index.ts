import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { AUTHORIZER_ENVIRONMENT, KEY_HEADERS } from '../../contract';
import { allowStage } from '../../http/allow-stage';
import { findKey } from './find-key';

const keyHeader =
  process.env[AUTHORIZER_ENVIRONMENT.keyHeader] === KEY_HEADERS.authorization
    ? KEY_HEADERS.authorization
    : KEY_HEADERS.either;

/**
 * Tells API Gateway which key a caller sent. API Gateway itself looks the key up, refuses an unknown one with 403, and
 * applies its usage plan: nothing is compared here, and nothing is logged.
 *
 * @throws Error `Unauthorized`, the word that API Gateway answers with 401
 */
export async function handler(
  event: APIGatewayRequestAuthorizerEvent,
): Promise<APIGatewayAuthorizerResult> {
  const key = findKey(event, keyHeader);
  if (key === undefined) throw new Error('Unauthorized');
  // The principal is repeated to the router and in logs, so it is not the key.
  return { ...allowStage(event.methodArn, 'keyed-caller'), usageIdentifierKey: key };
}
