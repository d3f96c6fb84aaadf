const LONGEST_WAIT_MILLIS = 3_000;

/** The issuer's keys are not available, so no token can be verified. This is not the caller's fault. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

/**
 * Fetches the document with an issuer's public keys. It refuses a redirect, because it would trust the target.
 *
 * @throws KeysUnavailable
 */
export async function fetchKeys(uri: string): Promise<ArrayBuffer> {
  try {
    const signal = AbortSignal.timeout(LONGEST_WAIT_MILLIS);
    const response = await fetch(uri, { signal, redirect: 'error' });
    if (response.ok) return await response.arrayBuffer();
    throw new KeysUnavailable(`${uri} answered ${response.status}`);
  } catch (error) {
    throw new KeysUnavailable(`${uri} gave no keys`, { cause: error });
  }
}
