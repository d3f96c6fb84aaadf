import { HEADERS } from '../../contract';
import { RouterError } from '../errors/router-error';
import type { Headers } from '../wire/forwarded-headers';

/**
 * How long the caller wants to wait, in milliseconds; undefined where it leaves that to the router.
 *
 * @throws RouterError `invalid-header`
 */
export function readCallerTimeout(headers: Headers): number | undefined {
  const text = headers[HEADERS.timeout];
  if (text === undefined) return undefined;
  const millis = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (millis > 0) return millis;
  throw new RouterError(
    'invalid-header',
    `${HEADERS.timeout} is ${JSON.stringify(text.slice(0, 64))}; it may be a whole number of milliseconds above 0`,
  );
}
