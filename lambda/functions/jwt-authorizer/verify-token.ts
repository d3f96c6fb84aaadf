import { JwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import type { JwtAuthorizerConfig } from '../../contract';
import { fetchKeys } from './fetch-keys';
import { UnknownKeys } from './unknown-keys';

/** Resolves to the subject of a valid token. Keys are fetched once, and again when a token names an unknown one. */
export type VerifyToken = (token: string) => Promise<string>;

/**
 * Creates the check of signature, issuer, audience and time. It also refuses a token that never expires, that requires an
 * extension, or that is signed by a short RSA key.
 *
 * @throws KeysUnavailable if there are no keys to check with; any other error means that the token is not valid
 */
export function createTokenVerifier(trusted: JwtAuthorizerConfig): VerifyToken {
  // The library's own fetcher adds an HTTP client, and supports HTTPS alone.
  const keys = new SimpleJwksCache({
    fetcher: { fetch: fetchKeys },
    penaltyBox: new UnknownKeys(() => performance.now()),
  });
  const verifier = JwtVerifier.create(
    { ...trusted, customJwtCheck: refuseUnsafe },
    { jwksCache: keys },
  );
  return async (token) => {
    const { sub } = await verifier.verify(token);
    if (typeof sub !== 'string' || sub === '') throw new UnusableToken('the token has no subject');
    return sub;
  };
}

class UnusableToken extends Error {
  override readonly name = 'UnusableToken';
}

interface CheckedToken {
  readonly header: object;
  readonly payload: { readonly exp?: number };
  readonly jwk: { readonly kty: string; readonly n?: string };
}

/**
 * The library checks none of this. A token names in `crit` the extensions that its reader must understand, and there are
 * none here.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7515#section-4.1.11
 * @see https://www.rfc-editor.org/rfc/rfc7518#section-3.3
 */
function refuseUnsafe({ header, payload, jwk }: CheckedToken): void {
  if (payload.exp === undefined) throw new UnusableToken('the token never expires');
  if (Object.hasOwn(header, 'crit')) throw new UnusableToken('the token requires an extension');
  if (jwk.kty === 'RSA' && countBits(jwk.n) < SHORTEST_RSA_BITS) {
    throw new UnusableToken('the key of the token is too short');
  }
}

const SHORTEST_RSA_BITS = 2048;

function countBits(base64Url = ''): number {
  const hex = Buffer.from(base64Url, 'base64url').toString('hex');
  return BigInt(`0x0${hex}`).toString(2).length;
}
