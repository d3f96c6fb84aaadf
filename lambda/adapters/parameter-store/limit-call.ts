import { TIMES } from '../../core/settings/times';

/**
 * Makes one call to Parameter Store, and ends it with its reading or after two seconds.
 *
 * It does not use `AbortSignal.any`, whose sources may be collected as garbage, so that the call would never end.
 *
 * @see https://github.com/nodejs/node/issues/57736 and https://github.com/nodejs/node/issues/65995
 */
export async function limitCall<Answer>(
  reading: AbortSignal,
  call: (ending: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const ending = new AbortController();
  const limits = [reading, AbortSignal.timeout(TIMES.readingCallMillis)];
  const end = () => ending.abort();
  if (reading.aborted) end();
  for (const limit of limits) limit.addEventListener('abort', end);
  try {
    return await call(ending.signal);
  } finally {
    for (const limit of limits) limit.removeEventListener('abort', end);
  }
}
