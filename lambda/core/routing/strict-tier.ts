import { HEADERS } from '../../contract';
import { RouterError } from '../errors/router-error';
import type { Headers } from '../wire/forwarded-headers';

/**
 * Whether the caller takes no other tier and no other model than the one asked for.
 *
 * @throws RouterError `invalid-header`
 */
export function readStrictTier(headers: Headers): boolean {
  const word = headers[HEADERS.strictTier] ?? 'false';
  if (word === 'true' || word === 'false') return word === 'true';
  throw new RouterError(
    'invalid-header',
    `${HEADERS.strictTier} is ${JSON.stringify(word.slice(0, 64))}; it may be true or false`,
  );
}
