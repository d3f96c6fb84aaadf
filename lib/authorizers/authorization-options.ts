/** The header in which callers send their keys. */
export enum KeyHeader {
  /**
   * `x-api-key` or `Authorization: Bearer …`. API Gateway cannot cache the results of the authorizer, so each request
   * invokes a small function, which makes no calls.
   */
  EITHER = 'either',

  /** `Authorization: Bearer …` only, as AWS SDKs send it. API Gateway caches the authorizer's results for 5 minutes. */
  AUTHORIZATION = 'authorization',

  /** `x-api-key` only. API Gateway reads this header itself, without an authorizer. */
  API_KEY = 'api-key',
}

/** Options of `RouterAuthorization.keys()`. */
export interface KeyAuthorizationOptions {
  /**
   * The header with the key.
   *
   * @default KeyHeader.EITHER
   */
  readonly header?: KeyHeader;
}

/** Options of `RouterAuthorization.cognito()`. */
export interface CognitoAuthorizationOptions {
  /**
   * Scopes, e.g. `tier-router/invoke`. An access token must have one of them.
   *
   * @default - no scopes: callers must send an ID token
   */
  readonly scopes?: string[];
}

/** Options of `RouterAuthorization.none()`. */
export interface NoAuthorizationOptions {
  /**
   * The sentence `anyone who reaches the URL spends the money of this account`, word for word. A public API without
   * authorization requires it.
   *
   * @default - synthesis fails if the API is public
   */
  readonly acceptedRisk?: string;
}

/** The sentence that accepts the risk of a public API without authorization. */
export const OPEN_API_RISK = 'anyone who reaches the URL spends the money of this account';
