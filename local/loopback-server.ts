import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const LOOPBACK = '127.0.0.1';

/** An HTTP server that is reachable from this machine only. */
export interface LoopbackServer {
  /** E.g. `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly port: number;
  /** Stops listening and closes all open connections. */
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1.
 *
 * @param port 0 chooses a free port
 * @throws Error with code `EADDRINUSE` if the port is taken
 */
export async function serveOnLoopback(
  listener: RequestListener,
  port = 0,
): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    const status = findRefusalStatus(request);
    if (status === undefined) listener(request, response);
    else response.writeHead(status).end();
  });
  // By default, Node.js silently drops headers above a maximum number. Above a maximum size, it responds with 431.
  server.maxHeadersCount = 0;
  await listen(server, port);
  const { port: actualPort } = server.address() as AddressInfo;
  return {
    url: `http://${LOOPBACK}:${actualPort}`,
    port: actualPort,
    close: () => close(server),
  };
}

/** Finds the status of a refused request; undefined if the request is accepted. */
function findRefusalStatus(request: IncomingMessage): number | undefined {
  if (countHosts(request) > 1) return 400;
  return isLocal(request) ? undefined : 403;
}

/**
 * Counts the `Host` headers, because Node.js reads only the first.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9112.html#section-3.2
 */
function countHosts({ rawHeaders }: IncomingMessage): number {
  const names = rawHeaders.filter((_, index) => index % 2 === 0);
  return names.filter((name) => name.toLowerCase() === 'host').length;
}

const LOCAL_HOST = /^(https?:\/\/)?(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** Whether the host and the origin are local. A web page of another origin could spend the user's money. */
function isLocal({ headers: { host = '', origin } }: IncomingMessage): boolean {
  return LOCAL_HOST.test(host) && (origin === undefined || LOCAL_HOST.test(origin));
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
