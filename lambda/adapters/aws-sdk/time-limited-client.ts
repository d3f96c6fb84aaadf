import { NodeHttpHandler } from '@smithy/node-http-handler';

const CONNECTION_MILLIS = 500;
const REQUEST_MILLIS = 1_000;
const MOST_CONNECTIONS = 256;

/**
 * Options of clients for services that a request waits for but can do without: two tries of a second each, on connections
 * that are kept alive.
 */
export function composeTimeLimitedClient() {
  return {
    maxAttempts: 2,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: CONNECTION_MILLIS,
      requestTimeout: REQUEST_MILLIS,
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: true, maxSockets: MOST_CONNECTIONS },
      httpsAgent: { keepAlive: true, maxSockets: MOST_CONNECTIONS },
    }),
  };
}
