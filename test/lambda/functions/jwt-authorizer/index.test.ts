import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningHandler, startHandler } from '../start-handler';
import { type Claims, signToken, startTokenIssuer, type TokenIssuer } from './token-issuer';

const METHOD_ARN = 'arn:aws:execute-api:us-east-1:111122223333:a1b2c3d4e5/prod/POST/v1/extraction';
const ISSUER = 'https://login.example.com/';
const JWK = { format: 'jwk' } as const;
const HOUR = 3600;
const NOW = Math.floor(Date.now() / 1000);
const GOOD: Claims = { iss: ISSUER, aud: 'tier-router', sub: 'claims-team', exp: NOW + HOUR };

let issuer: TokenIssuer;
let authorizer: RunningHandler;

beforeEach(async () => {
  issuer = await startTokenIssuer();
  authorizer = startHandler('jwt-authorizer', {
    AUTHORIZER_CONFIG: JSON.stringify({
      issuer: ISSUER,
      audience: 'tier-router',
      jwksUri: issuer.jwksUri,
    }),
  });
});

afterEach(() => Promise.all([issuer.close(), authorizer.close()]));

function ask(authorizationToken: string) {
  return authorizer.ask({ type: 'TOKEN', methodArn: METHOD_ARN, authorizationToken });
}

describe('a good token', () => {
  it('lets its subject in at every path of the stage', async () => {
    expect(await ask(`Bearer ${issuer.makeToken(GOOD)}`)).toEqual({
      answer: {
        principalId: 'claims-team',
        policyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: 'execute-api:Invoke',
              Resource: 'arn:aws:execute-api:us-east-1:111122223333:a1b2c3d4e5/prod/*',
            },
          ],
        },
      },
    });
    expect(authorizer.log()).toBe('');
  });

  it('has the keys fetched once', async () => {
    await ask(`Bearer ${issuer.makeToken(GOOD)}`);
    await ask(`bearer ${issuer.makeToken({ ...GOOD, sub: 'another-team' })}`);
    expect(issuer.fetches()).toBe(1);
  });
});

describe('a token', () => {
  it.each<[string, Claims, Claims, string]>([
    ['that has expired', { exp: NOW - 1 }, {}, 'JwtExpiredError'],
    ['that never expires', { exp: undefined }, {}, 'UnusableToken'],
    ['that is not good yet', { nbf: NOW + HOUR }, {}, 'JwtNotBeforeError'],
    ['for another audience', { aud: 'other' }, {}, 'JwtInvalidAudienceError'],
    ['for no audience', { aud: undefined }, {}, 'JwtInvalidAudienceError'],
    ['of another issuer', { iss: 'https://evil.example.com/' }, {}, 'JwtInvalidIssuerError'],
    ['without a subject', { sub: undefined }, {}, 'UnusableToken'],
    ['without an algorithm', {}, { alg: 'none' }, 'JwtInvalidSignatureAlgorithmError'],
    ['signed by a shared secret', {}, { alg: 'HS256' }, 'JwtInvalidSignatureAlgorithmError'],
    ['of another key', {}, { kid: 'key-2' }, 'KidNotFoundInJwksError'],
    ['that requires an extension', {}, { crit: ['b64'], b64: 'false' }, 'UnusableToken'],
    ['that requires no extension in a list', {}, { crit: [] }, 'UnusableToken'],
    ['without a key ID', {}, { kid: undefined }, 'JwtWithoutValidKidError'],
  ])('%s is answered with the word for 401', async (_, claims, header, reason) => {
    const token = issuer.makeToken({ ...GOOD, ...claims }, header);
    expect(await ask(`Bearer ${token}`)).toEqual({ refusal: 'Unauthorized' });
    await expect.poll(() => maskTime(authorizer.log())).toBe(logLine(reason));
  });

  it.each([512, 1024, 2040])(
    'signed by an RSA key of %d bits is refused',
    async (modulusLength) => {
      const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength });
      issuer.publish(200, JSON.stringify({ keys: [{ ...publicKey.export(JWK), kid: 'short' }] }));
      const token = signToken({ alg: 'RS256', kid: 'short' }, GOOD, privateKey);
      expect(await ask(`Bearer ${token}`)).toEqual({ refusal: 'Unauthorized' });
      await expect.poll(() => maskTime(authorizer.log())).toBe(logLine('UnusableToken'));
    },
  );

  it.each([
    ['RS256', generateKeyPairSync('rsa', { modulusLength: 3072 })],
    ['ES256', generateKeyPairSync('ec', { namedCurve: 'P-256' })],
  ])('signed with %s by a good key lets its subject in', async (alg, { publicKey, privateKey }) => {
    issuer.publish(200, JSON.stringify({ keys: [{ ...publicKey.export(JWK), kid: 'good' }] }));
    const token = signToken({ alg, kid: 'good' }, GOOD, privateKey);
    expect(await ask(`Bearer ${token}`)).toMatchObject({ answer: { principalId: 'claims-team' } });
  });

  it('signed by somebody else is refused', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const token = signToken({ alg: 'RS256', kid: 'key-1' }, GOOD, privateKey);
    expect(await ask(`Bearer ${token}`)).toEqual({ refusal: 'Unauthorized' });
    await expect.poll(() => maskTime(authorizer.log())).toBe(logLine('JwtInvalidSignatureError'));
  });

  it('that was changed is refused', async () => {
    const [header, , signature] = issuer.makeToken(GOOD).split('.');
    const claims = Buffer.from(JSON.stringify({ ...GOOD, sub: 'admin' })).toString('base64url');
    const forged = `Bearer ${header}.${claims}.${signature}`;
    expect(await ask(forged)).toEqual({ refusal: 'Unauthorized' });
  });

  it.each(['', 'Bearer ', 'Bearer exampleKey0123456789', 'Basic dXNlcjpwYXNz', 'Bearer a.b.c'])(
    'is not what "%s" is',
    async (authorization) => {
      expect(await ask(authorization)).toEqual({ refusal: 'Unauthorized' });
      await expect.poll(() => maskTime(authorizer.log())).toBe(logLine('JwtParseError'));
    },
  );
});

describe('an issuer whose keys cannot be had', () => {
  it.each([
    [503, '{}', 'gave no keys', 'KeysUnavailable'],
    [404, 'nothing here', 'gave no keys', 'KeysUnavailable'],
    [200, '<html>', 'JSON', 'JwksValidationError'],
    [200, '{"keys":"none"}', 'JWKS', 'JwksValidationError'],
  ])('with %i and %s fails, and refuses nobody', async (status, body, message, reason) => {
    issuer.publish(status, body);
    const verdict = await ask(`Bearer ${issuer.makeToken(GOOD)}`);
    expect(verdict).toEqual({ refusal: expect.stringContaining(message) });
    await expect.poll(() => maskTime(authorizer.log())).toBe(logLine(reason) + ERROR_COUNT);
  });

  it('is asked again by the next token', async () => {
    issuer.publish(503, '');
    await ask(`Bearer ${issuer.makeToken(GOOD)}`);
    expect(issuer.fetches()).toBe(1);
    await ask(`Bearer ${issuer.makeToken(GOOD)}`);
    expect(issuer.fetches()).toBe(2);
  });
});

describe('a made-up key ID', () => {
  const makeUp = (kid: string) => `Bearer ${issuer.makeToken(GOOD, { kid })}`;

  it('has the keys fetched once, and does not keep a new key waiting', async () => {
    for (let time = 0; time < 3; time += 1) {
      expect(await ask(makeUp('made-up'))).toEqual({ refusal: 'Unauthorized' });
    }
    expect(issuer.fetches()).toBe(1);
    issuer.publishKeyAs('key-2');
    expect(await ask(makeUp('key-2'))).toMatchObject({ answer: { principalId: 'claims-team' } });
  });

  it('is one of a few that lead to a fetch; then nobody can be judged, and nobody is refused', async () => {
    for (const kid of ['a', 'b', 'c', 'd', 'e']) {
      expect(await ask(makeUp(kid))).toEqual({ refusal: 'Unauthorized' });
    }
    issuer.publishKeyAs('key-2');
    const refusal = 'the keys were fetched a moment ago; try again shortly';
    expect(await ask(makeUp('key-2'))).toEqual({ refusal });
    expect(issuer.fetches()).toBe(5);
    expect(authorizer.log()).not.toContain('AuthorizerErrors');
  });
});

/** The metric of a failure that is not the caller's. */
const ERROR_COUNT =
  '{"_aws":{"Timestamp":0,"CloudWatchMetrics":[{"Namespace":"BedrockTierRouter","Dimensions":[["service"]],"Metrics":[{"Name":"AuthorizerErrors","Unit":"Count"}]}]},"service":"bedrock-tier-router","AuthorizerErrors":1}\n';

function logLine(reason: string): string {
  const place = '"timestamp":"NOW","service":"bedrock-tier-router"';
  return `{"level":"WARN","message":"token refused",${place},"reason":"${reason}"}\n`;
}

function maskTime(log: string): string {
  return log
    .replace(/"timestamp":"[\d:.T-]+Z"/, '"timestamp":"NOW"')
    .replace(/"Timestamp":\d+/, '"Timestamp":0');
}
