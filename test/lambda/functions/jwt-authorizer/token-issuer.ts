import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type LoopbackServer, serveOnLoopback } from '../../../../local/loopback-server';

/** What a token says; `undefined` leaves a claim out. */
export type Claims = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** An identity provider on loopback: it publishes a public key, and signs tokens with the private one. */
export interface TokenIssuer {
  readonly jwksUri: string;
  /** How often the keys were fetched. */
  fetches(): number;
  /** From now on the keys' document has this status and body. */
  publish(status: number, body: string): void;
  /** The one key is published under another ID from now on. */
  publishKeyAs(kid: string): void;
  makeToken(claims: Claims, header?: Claims): string;
  close(): Promise<void>;
}

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

export async function startTokenIssuer(): Promise<TokenIssuer> {
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'key-1', alg: 'RS256', use: 'sig' };
  let published = { status: 200, body: JSON.stringify({ keys: [jwk] }) };
  let fetches = 0;
  const server: LoopbackServer = await serveOnLoopback((_, response) => {
    fetches += 1;
    response.writeHead(published.status, { 'content-type': 'application/json' });
    response.end(published.body);
  });
  return {
    jwksUri: `${server.url}/keys`,
    fetches: () => fetches,
    publish: (status, body) => {
      published = { status, body };
    },
    publishKeyAs: (kid) => {
      published = { status: 200, body: JSON.stringify({ keys: [{ ...jwk, kid }] }) };
    },
    makeToken: (claims, header = {}) => {
      return signToken({ alg: 'RS256', kid: 'key-1', typ: 'JWT', ...header }, claims, privateKey);
    },
    close: server.close,
  };
}

export function signToken(header: Claims, claims: Claims, privateKey: KeyObject): string {
  const text = `${encode(header)}.${encode(claims)}`;
  const signature = sign('sha256', Buffer.from(text), {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
  });
  return `${text}.${signature.toString('base64url')}`;
}

function encode(object: Claims): string {
  return Buffer.from(JSON.stringify(object)).toString('base64url');
}
