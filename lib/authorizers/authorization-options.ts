/** In which header a caller's key may come. */
export enum KeyHeader {
  /**
   * `x-api-key` or `Authorization: Bearer …`. API Gateway cannot keep the authorizer's answers for that, so each request
   * invokes a small function that has nothing to look up.
   */
  EITHER = 'either',

  /** `Authorization: Bearer …` alone, as stock SDKs send it. API Gateway keeps the authorizer's answers for 5 minutes. */
  AUTHORIZATION = 'authorization',

  /** `x-api-key` alone. API Gateway reads it by itself, and there is no authorizer. */
  API_KEY = 'api-key',
}

/** How callers send their keys. */
export interface KeyAuthorizationOptions {
  /**
   * The header with the key.
   *
   * @default KeyHeader.EITHER
   */
  readonly header?: KeyHeader;
}

/** Which tokens of the user pools are good. */
export interface CognitoAuthorizationOptions {
  /**
   * Scopes of which an access token must have one, e.g. `tier-router/invoke`.
   *
   * @default - none: an ID token is asked for
   */
  readonly scopes?: string[];
}

/** What it takes to let everybody in. */
export interface NoAuthorizationOptions {
  /**
   * The sentence `anyone who reaches the URL spends the money of this account`, word for word. It is asked for where the
   * API is public.
   *
   * @default - a public API without authorization is refused
   */
  readonly acceptedRisk?: string;
}

/** What a public API without authorization means, in words. */
export const OPEN_API_RISK = 'anyone who reaches the URL spends the money of this account';
