import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { S3Error } from './object-calls';

/** The secret of all clients of the emulators. */
const SECRET = 'local';

/** Whether a URL carries a signature for S3. */
export function isPresigned(url: string): boolean {
  return /[?&]X-Amz-Credential=[^&]*(%2F|\/)s3(%2F|\/)aws4_request/.test(url);
}

/**
 * Verifies the signature of a presigned URL, and that it has not expired.
 *
 * @throws S3Error
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function verifyPresigned({ method, url = '', headers }: IncomingMessage, now: number): void {
  const { pathname, searchParams: query } = new URL(url, 'http://s3');
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get('X-Amz-Date') ?? '') ?? [];
  const signedAt = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const expiresAt = signedAt + Number(query.get('X-Amz-Expires')) * 1_000;
  if (!(now <= expiresAt)) throw new S3Error(403, 'AccessDenied');
  const signature = query.get('X-Amz-Signature');
  query.delete('X-Amz-Signature');
  const names = (query.get('X-Amz-SignedHeaders') ?? '').split(';');
  const canonical = [
    method,
    pathname,
    composeQuery(query),
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    'UNSIGNED-PAYLOAD',
  ].join('\n');
  const expected = sign(
    canonical,
    query.get('X-Amz-Date') ?? '',
    query.get('X-Amz-Credential') ?? '',
  );
  if (signature !== expected) throw new S3Error(403, 'SignatureDoesNotMatch');
}

function composeQuery(query: URLSearchParams): string {
  const pairs = [...query].map((pair) => pair.map(encode).join('='));
  return pairs.sort().join('&');
}

function encode(text: string): string {
  const encodeByte = (character: string) =>
    `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replace(/[!'()*]/g, encodeByte);
}

function sign(canonical: string, date: string, credential: string): string {
  const scope = credential.split('/').slice(1);
  const hash = createHash('sha256').update(canonical).digest('hex');
  const text = ['AWS4-HMAC-SHA256', date, scope.join('/'), hash].join('\n');
  const key = scope.reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${SECRET}`,
  );
  return createHmac('sha256', key).update(text).digest('hex');
}
