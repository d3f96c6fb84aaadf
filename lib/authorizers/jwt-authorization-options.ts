import { Token } from 'aws-cdk-lib';

/** Whose JSON web tokens let a caller in. */
export interface JwtAuthorizationOptions {
  /**
   * The issuer, exactly as the claim `iss` of its tokens says, e.g. `https://login.example.com/`.
   */
  readonly issuer: string;

  /** What the claim `aud` of a token must be, or contain: the name under which the issuer knows this router. */
  readonly audience: string;

  /**
   * Where the issuer publishes its public keys. Its metadata say it, as `jwks_uri`.
   *
   * @default - `<issuer>/.well-known/jwks.json`
   */
  readonly jwksUri?: string;
}

export function resolveJwtOptions(
  options: JwtAuthorizationOptions,
): Required<JwtAuthorizationOptions> {
  const { issuer, audience } = options;
  const jwksUri = options.jwksUri ?? `${issuer.replace(/\/$/, '')}/.well-known/jwks.json`;
  requireHttps('issuer', issuer);
  requireHttps('jwksUri', jwksUri);
  if (audience.trim() !== '') return { issuer, audience, jwksUri };
  throw new Error('RouterAuthorization.jwt needs the audience of the tokens, got an empty text');
}

function requireHttps(name: string, url: string): void {
  if (Token.isUnresolved(url) || (url.startsWith('https://') && URL.canParse(url))) return;
  throw new Error(
    `the ${name} of RouterAuthorization.jwt must begin with "https://", got "${url}"`,
  );
}
