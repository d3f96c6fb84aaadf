import type { IncomingMessage, ServerResponse } from 'node:http';

const LOCAL_ADDRESS = /^(https?:\/\/)?(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;
/** Longer names are cut in the message. */
const MAX_NAME_LENGTH = 80;

/**
 * Refuses a request whose host or origin is not local, because a web page of another origin could spend the user's
 * money.
 *
 * @returns whether it was refused
 */
export function refuseForeign(request: IncomingMessage, response: ServerResponse): boolean {
  const refusal = findRefusal(request);
  if (refusal === undefined) return false;
  const [status, message] = refusal;
  const body = JSON.stringify({ message });
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  return true;
}

function findRefusal(request: IncomingMessage): readonly [number, string] | undefined {
  const { host = '', origin } = request.headers;
  if (countHosts(request) > 1) return [400, 'The request has more than one Host header.'];
  if (!LOCAL_ADDRESS.test(host)) return [403, describe('host', host, request)];
  if (origin === undefined || LOCAL_ADDRESS.test(origin)) return undefined;
  return [403, describe('origin', origin, request)];
}

/** Says why the request is refused, and what to use instead. */
function describe(what: 'host' | 'origin', name: string, { socket }: IncomingMessage): string {
  const shown = name.length > MAX_NAME_LENGTH ? `${name.slice(0, MAX_NAME_LENGTH)}…` : name;
  const port = socket.localPort === undefined ? '' : `:${socket.localPort}`;
  const remedy =
    what === 'host'
      ? `Use the host 127.0.0.1${port} or localhost${port} in the URL, or in the Host header if a proxy or a ` +
        'container sends the request.'
      : 'Serve the page from 127.0.0.1 or localhost, or send the request from a program that sets no Origin header.';
  return (
    `The ${what} "${shown}" is not local. This server serves only this machine, so that no web page can use it ` +
    `under another name. ${remedy}`
  );
}

/**
 * Counts the `Host` headers, because Node.js reads only the first.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9112.html#section-3.2
 */
function countHosts({ rawHeaders }: IncomingMessage): number {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === 'host') hosts += 1;
  }
  return hosts;
}
