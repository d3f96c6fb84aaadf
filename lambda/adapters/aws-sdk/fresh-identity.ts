import { TIMES } from '../../core/settings/times';

/** Credentials or a token, and until when they hold. */
export interface Expiring {
  readonly expiration: Date;
}

/** The credentials of a connection could not be had. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}

/**
 * Keeps credentials, and reads new ones before they end: one reading at a time for all requests. While the old ones still
 * hold, no request waits for the new ones, and a failure to read them does no harm: it is tried again after a pause, so
 * that requests do not add to the load of a service that throttles.
 *
 * @throws ConnectionError if there are none that hold
 */
export function keepFresh<Identity extends Expiring>(
  read: () => Promise<Identity>,
  now: () => number = Date.now,
): () => Promise<Identity> {
  let kept: Identity | undefined;
  let reading: Promise<Identity> | undefined;
  let refreshAt = 0;
  const begin = async () => {
    try {
      kept = await read();
      refreshAt = kept.expiration.getTime() - TIMES.identityRefreshMillis;
      return kept;
    } catch (cause) {
      refreshAt = now() + TIMES.identityRetryMillis;
      throw new ConnectionError('the credentials of the connection could not be had', { cause });
    } finally {
      reading = undefined;
    }
  };
  return async () => {
    const holds = kept !== undefined && kept.expiration.getTime() > now();
    if (kept !== undefined && holds && now() < refreshAt) return kept;
    reading ??= begin();
    if (kept === undefined || !holds) return reading;
    reading.catch(() => undefined);
    return kept;
  };
}
