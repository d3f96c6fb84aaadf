import { createHash, createHmac } from 'node:crypto';
import { type HttpTarget, postOverHttp } from './post-over-http';
import type { Call } from './run-window';

const REGION = 'us-east-1';
const SERVICE = 'bedrock';
const ALGORITHM = 'AWS4-HMAC-SHA256';

/**
 * Posts with `node:http` and a signature, and nothing else: the limit of what any client in this runtime can reach.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function postSigned(target: HttpTarget): Call {
  return postOverHttp(target, (bytes) => signHeaders(target.url, bytes));
}

function signHeaders(url: string, body: Uint8Array): Record<string, string> {
  const { host, pathname } = new URL(url);
  const time = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = `${time.slice(0, 8)}/${REGION}/${SERVICE}/aws4_request`;
  // A path is encoded once more for the signature.
  const path = pathname.split('/').map(encodeURIComponent).join('/');
  const headers = `content-type:application/json\nhost:${host}\nx-amz-date:${time}\n`;
  const names = 'content-type;host;x-amz-date';
  const canonical = `POST\n${path}\n\n${headers}\n${names}\n${hash(body)}`;
  const signature = createHmac('sha256', deriveKey(time.slice(0, 8)))
    .update(`${ALGORITHM}\n${time}\n${scope}\n${hash(canonical)}`)
    .digest('hex');
  const credential = `${process.env['AWS_ACCESS_KEY_ID']}/${scope}`;
  const authorization = `${ALGORITHM} Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`;
  return { 'x-amz-date': time, authorization };
}

let derived: { readonly date: string; readonly key: Buffer } | undefined;

/** The key holds for a day. */
function deriveKey(date: string): Buffer {
  if (derived?.date === date) return derived.key;
  const secret = Buffer.from(`AWS4${process.env['AWS_SECRET_ACCESS_KEY']}`);
  let key = secret;
  for (const part of [date, REGION, SERVICE, 'aws4_request']) {
    key = createHmac('sha256', key).update(part).digest();
  }
  derived = { date, key };
  return key;
}

function hash(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}
