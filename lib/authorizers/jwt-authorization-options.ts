import { isKnown } from '../cdk/is-known';

/** The issuer and the audience of JSON web tokens that authorize a caller. */
export interface JwtAuthorizationOptions {
  /**
   * The issuer, exactly as in the claim `iss` of its tokens, e.g. `https://login.example.com/`. It must begin with
   * `https://`.
   */
  readonly issuer: string;

  /** The value that the claim `aud` of a token must be or contain. */
  readonly audience: string;

  /**
   * The URL at which the issuer publishes its public keys: `jwks_uri` in the issuer's metadata.
   *
   * @default - `<issuer>/.well-known/jwks.json`
   */
  readonly jwksUri?: string;

  /**
   * Whether the function that verifies tokens runs in the `vpc` of the router. It must reach `jwksUri`.
   *
   * @default true - with `vpc`; without one, every function runs outside of a VPC
   */
  readonly inVpc?: boolean;
}

/** @throws Error if a URL does not begin with `https://`, or the audience is empty */
export function resolveJwtOptions(
  options: JwtAuthorizationOptions,
): Required<JwtAuthorizationOptions> {
  const { issuer, audience, inVpc = true } = options;
  const jwksUri = options.jwksUri ?? `${issuer.replace(/\/$/, '')}/.well-known/jwks.json`;
  requireHttps('issuer', issuer);
  requireHttps('jwksUri', jwksUri);
  if (audience.trim() !== '') return { issuer, audience, jwksUri, inVpc };
  throw new Error('RouterAuthorization.jwt needs the audience of the tokens, got an empty string');
}

function requireHttps(name: string, url: string): void {
  if (!isKnown(url) || (url.startsWith('https://') && URL.canParse(url))) return;
  throw new Error(
    `the ${name} of RouterAuthorization.jwt must begin with "https://", got "${url}"`,
  );
}
