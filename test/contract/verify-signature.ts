import { createHash, createHmac } from 'node:crypto';

/** A request as it arrived at a server. */
export interface SignedArrival {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

/**
 * Computes the signature anew from what arrived, by AWS's specification and without its SDK.
 *
 * @returns whether it is the signature of the request
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function isSignatureRight(arrival: SignedArrival, secretAccessKey: string): boolean {
  const authorization = readAuthorization(read(arrival, 'authorization'));
  const scope = authorization.scope.join('/');
  const canonical = composeCanonicalRequest(arrival, authorization.signedHeaders);
  const date = read(arrival, 'x-amz-date');
  const toSign = ['AWS4-HMAC-SHA256', date, scope, hash(canonical)].join('\n');
  const key = authorization.scope.reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${secretAccessKey}`,
  );
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  return date.startsWith(authorization.scope[0] ?? '?') && signature === authorization.signature;
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=[^/]+\/(?<scope>[^,]+), SignedHeaders=(?<names>[^,]+), Signature=(?<signature>[0-9a-f]{64})$/;

function readAuthorization(header: string) {
  const { scope = '', names = '', signature = '' } = AUTHORIZATION.exec(header)?.groups ?? {};
  return { scope: scope.split('/'), signedHeaders: names.split(';'), signature };
}

function composeCanonicalRequest(arrival: SignedArrival, signedHeaders: readonly string[]): string {
  const [path = '', query = ''] = (arrival.url ?? '').split('?');
  const headers = signedHeaders.map(
    (name) => `${name}:${read(arrival, name).trim().replace(/ +/g, ' ')}\n`,
  );
  return [
    arrival.method,
    canonicalizePath(path),
    query.split('&').sort().join('&'),
    headers.join(''),
    signedHeaders.join(';'),
    hash(arrival.body),
  ].join('\n');
}

/** Every service but S3 normalizes the path, and encodes each segment a second time. */
function canonicalizePath(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  return `/${segments.map(encodeSegment).join('/')}`;
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function read({ headers }: SignedArrival, name: string): string {
  const value = headers[name];
  if (typeof value !== 'string') throw new Error(`the header ${name} did not arrive once`);
  return value;
}

function hash(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}
