import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { TIMES } from '../../core/settings/times';
import { Sha256 } from './sha256';

const MOST_CONNECTIONS = 1_024;
/** The time budget bounds a call; a silent socket does not, since a flex call may wait for minutes. */
const NO_SOCKET_TIMEOUT = 0;

/**
 * The client as the router wants it: HTTP/1.1 with connections kept alive, and no retries of its own, because what to
 * do about a failure depends on its cause and is the router's decision.
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
