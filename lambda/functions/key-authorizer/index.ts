import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { startAuthorizer } from '../../adapters/telemetry/authorizer-errors';
import { ENVIRONMENT, KEY_HEADERS, type KeyHeader } from '../../contract';
import { parseJsonObject } from '../../core/json/json-object';
import { allowStage } from '../../http/allow-stage';
import { findKey } from './find-key';

const keyHeader = startAuthorizer(readKeyHeader);

/**
 * Returns the key that a caller sent. API Gateway itself looks the key up, refuses an unknown one with 403, and applies
 * its usage plan. Nothing is compared here, and nothing is logged.
 *
 * @throws Error `Unauthorized`, which API Gateway answers with 401
 */
export async function handler(
  event: APIGatewayRequestAuthorizerEvent,
): Promise<APIGatewayAuthorizerResult> {
  const key = findKey(event, keyHeader);
  if (key === undefined) throw new Error('Unauthorized');
  // The principal reaches the router and logs, so it is not the key.
  return { ...allowStage(event.methodArn, 'keyed-caller'), usageIdentifierKey: key };
}

/** Reads the variable without a schema, because the schema library would be most of this bundle. */
function readKeyHeader(): KeyHeader {
  const config = parseJsonObject(process.env[ENVIRONMENT.authorizerConfig] ?? '');
  const found = KEY_HEADERS.find((header) => header === config?.['keyHeader']);
  if (found !== undefined) return found;
  const received = JSON.stringify(config?.['keyHeader']);
  const allowed = KEY_HEADERS.join(' or ');
  throw new Error(
    `${ENVIRONMENT.authorizerConfig}: keyHeader is ${received}; it may be ${allowed}`,
  );
}
