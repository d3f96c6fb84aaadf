import { JwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import type { JwtAuthorizerConfig } from '../../contract';
import { fetchKeys } from './fetch-keys';
import { UnknownKeys } from './unknown-keys';

/** Resolves to the subject of a valid token. Keys are fetched once, and again when a token names an unknown one. */
export type VerifyToken = (token: string) => Promise<string>;

/**
 * Creates the check of signature, issuer, audience and time. It also refuses a token that never expires.
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
    { ...trusted, customJwtCheck: requireExpiry },
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

function requireExpiry({ payload }: { readonly payload: { readonly exp?: number } }): void {
  if (payload.exp === undefined) throw new UnusableToken('the token never expires');
}
