import { NodeHttpHandler } from '@smithy/node-http-handler';
import { TIMES } from '../../core/settings/times';

const MOST_CONNECTIONS = 256;

/**
 * Composes options for clients of services that a request waits for but does not require: two tries of one second each, on
 * connections that are kept alive.
 */
export function composeTimeLimitedClient() {
  return {
    maxAttempts: 2,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: TIMES.ledgerConnectionMillis,
      requestTimeout: TIMES.ledgerCallMillis,
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: true, maxSockets: MOST_CONNECTIONS },
      httpsAgent: { keepAlive: true, maxSockets: MOST_CONNECTIONS },
    }),
  };
}

/** Composes options for the client of the reply cache: one try, because a request does without the cache if it fails. */
export function composeReplyCacheClient() {
  return {
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: TIMES.replyCacheConnectionMillis,
      requestTimeout: TIMES.replyCacheCallMillis,
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: true, maxSockets: MOST_CONNECTIONS },
      httpsAgent: { keepAlive: true, maxSockets: MOST_CONNECTIONS },
    }),
  };
}

/**
 * Composes options for clients whose calls must not be repeated unless the service refused them. A connection that was
 * kept alive may break off under a call, so each call has its own.
 */
export function composeSingleCallClient() {
  return {
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: TIMES.settlementCallMillis,
      requestTimeout: TIMES.settlementCallMillis,
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: false },
      httpsAgent: { keepAlive: false },
    }),
  };
}

/** Composes options for clients of jobs, whose calls may carry whole bodies and are repeated safely. */
export function composeJobClient() {
  return {
    maxAttempts: 3,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: TIMES.jobConnectionMillis,
      requestTimeout: TIMES.jobCallMillis,
      throwOnRequestTimeout: true,
    }),
  };
}
