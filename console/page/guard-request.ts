import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Why a request is refused. */
export interface Refusal {
  readonly status: 403 | 404 | 405 | 415;
  readonly message: string;
}

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];
const FORM = 'application/x-www-form-urlencoded';

/**
 * Refuses what a page of another origin, or another program that does not know the token, may send. A browser sends the
 * headers `Origin` and `Sec-Fetch-Site` by itself, and no page can change them.
 *
 * @param basePath the path with the token, which ends in a slash
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 */
export function guardRequest(request: IncomingMessage, basePath: string): Refusal | undefined {
  const { host = '', origin } = request.headers;
  if (!isOwnHost(host, request)) {
    return { status: 403, message: 'The host of this request is not the one of the console.' };
  }
  if (!startsWithSecret(request.url ?? '', basePath)) {
    return { status: 404, message: 'The console is at the URL that the command has printed.' };
  }
  if (request.method === 'GET' || request.method === 'HEAD') return undefined;
  if (request.method !== 'POST') return { status: 405, message: 'Allowed: GET, HEAD, POST' };
  const site = request.headers['sec-fetch-site'];
  if (origin !== `http://${host}` || (site !== undefined && site !== 'same-origin')) {
    return { status: 403, message: 'Only the console itself may send this form.' };
  }
  const [type] = (request.headers['content-type'] ?? '').split(';');
  return type === FORM ? undefined : { status: 415, message: `The form must be ${FORM}.` };
}

/** A page on the internet may have a name that resolves to this machine, but its name is then in `Host`. */
function isOwnHost(host: string, { socket }: IncomingMessage): boolean {
  return LOOPBACK_NAMES.some((name) => host === `${name}:${socket.localPort}`);
}

/** Takes the same time for every wrong token of the right length. */
function startsWithSecret(url: string, basePath: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(url.slice(0, basePath.length)), hash(basePath));
}
