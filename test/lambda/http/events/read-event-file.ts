import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIGatewayProxyEvent } from 'aws-lambda';

/**
 * A REST API proxy event as API Gateway sends it: one of the files beside this one, afresh.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function readEventFile(
  name: 'post-operation' | 'post-model-base64' | 'post-behind-domain' | 'console-test',
): APIGatewayProxyEvent {
  return JSON.parse(readFileSync(join(__dirname, `${name}.json`), 'utf8'));
}
