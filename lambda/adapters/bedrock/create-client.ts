import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { TIMES } from '../../core/settings/times';
import { Sha256 } from './sha256';

const MOST_CONNECTIONS = 1_024;
/** The request's deadline ends a call. A silent socket does not, because a flex call may wait for minutes. */
const NO_SOCKET_TIMEOUT = 0;

/**
 * Creates a client that uses HTTP/1.1, keeps connections alive and does not retry. The router decides by the cause of a
 * failure what to call next.
 */
export function createBedrockClient(): BedrockRuntimeClient {
  return new BedrockRuntimeClient({
    maxAttempts: 1,
    customUserAgent: 'bedrock-tier-router',
    sha256: Sha256,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: TIMES.bedrockConnectionMillis,
      socketTimeout: NO_SOCKET_TIMEOUT,
      httpAgent: { keepAlive: true, maxSockets: MOST_CONNECTIONS },
      httpsAgent: { keepAlive: true, maxSockets: MOST_CONNECTIONS },
    }),
  });
}
