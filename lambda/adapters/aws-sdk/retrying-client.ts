import { NodeHttpHandler } from '@smithy/node-http-handler';
import { TIMES } from '../../core/settings/times';

/** Composes options for clients that nobody waits for: throttled calls are repeated, and no call hangs. */
export function composeRetryingClient() {
  return {
    maxAttempts: 5,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: TIMES.catalogConnectionMillis,
      requestTimeout: TIMES.catalogCallMillis,
      throwOnRequestTimeout: true,
    }),
  };
}
