import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import type { ServerHttp2Session } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createServer as createTlsServer } from 'node:tls';
import type { Certificate } from './loopback/certificate';
import { createHttp2Front } from './loopback/http2-front';
import { refuseForeign } from './loopback/refuse-foreign';
import { routeConnection } from './loopback/route-connection';

const LOOPBACK = '127.0.0.1';

/** AWS closes idle connections much later than Node.js, which waits for five seconds. */
const KEEP_ALIVE_MILLIS = 60_000;

/** An HTTP server that is reachable from this machine only. */
export interface LoopbackServer {
  /** E.g. `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly port: number;
  /** Stops listening and closes all open connections. */
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1, for HTTP/1.1 and HTTP/2 with prior knowledge on the same port.
 *
 * @param port 0 chooses a free port
 * @param certificate makes the port take TLS, too, where a client may negotiate HTTP/2
 * @throws Error with code `EADDRINUSE` if the port is taken
 */
export async function serveOnLoopback(
  listener: RequestListener,
  port = 0,
  certificate?: Certificate,
): Promise<LoopbackServer> {
  const http1 = createHttpServer((request, response) => {
    if (!refuseForeign(request, response)) listener(request, response);
  });
  // By default, Node.js silently drops headers above a maximum number. Above a maximum size, it responds with 431.
  http1.maxHeadersCount = 0;
  http1.keepAliveTimeout = KEEP_ALIVE_MILLIS;
  const connections = new Connections(http1, certificate);
  await listen(http1, port);
  const actualPort = findPort(http1);
  return {
    url: `http://${LOOPBACK}:${actualPort}`,
    port: actualPort,
    close: () => connections.close(),
  };
}

/** The time in which a client of HTTP/2 has to take the message that its session ends. */
const MAX_FAREWELL_MILLIS = 1_000;

/**
 * The connections to a server, each with the protocol that its client speaks. A server of HTTP/1.1 answers on when a client
 * has ended its own half of a connection. Sessions of HTTP/2 and handshakes of TLS would then never end.
 */
class Connections {
  readonly #sockets = new Set<Socket>();
  readonly #sessions = new Set<ServerHttp2Session>();

  constructor(
    private readonly http1: Server,
    certificate: Certificate | undefined,
  ) {
    const http1Listener = takeOver(http1);
    const http2 = createHttp2Front(() => findPort(http1));
    http2.on('session', (session) => {
      this.#sessions.add(session);
      session.once('close', () => this.#sessions.delete(session));
    });
    const servers = {
      http1: http1Listener,
      http2: (socket: Socket) => {
        socket.allowHalfOpen = false;
        http2.emit('connection', socket);
      },
    };
    const serveTls =
      certificate &&
      acceptTls(certificate, (socket) => {
        socket.allowHalfOpen = true;
        routeConnection(socket, { ...servers, tls: undefined });
      });
    http1.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
      routeConnection(socket, { ...servers, tls: serveTls });
    });
  }

  /** Breaks off all requests. Sessions of HTTP/2 then end by themselves, and say so to their clients. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve, reject) => {
      this.http1.close((error) => (error ? reject(error) : resolve()));
    });
    const ended = Promise.all([...this.#sessions].map(endSession));
    this.http1.closeAllConnections();
    await Promise.race([ended, wait(MAX_FAREWELL_MILLIS, undefined, { ref: false })]);
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

/** Takes the listener of a server that reads HTTP/1.1 from a connection, and returns it. */
function takeOver(http1: Server): (socket: Socket) => void {
  const [readConnection] = http1.listeners('connection');
  http1.removeAllListeners('connection');
  return (socket) => {
    readConnection?.call(http1, socket);
    socket.resume();
  };
}

function acceptTls(certificate: Certificate, onSecure: (socket: Socket) => void) {
  const tls = createTlsServer({ ...certificate, ALPNProtocols: ['h2', 'http/1.1'] }, onSecure);
  return (socket: Socket) => {
    socket.allowHalfOpen = false;
    tls.emit('connection', socket);
  };
}

function endSession(session: ServerHttp2Session): Promise<void> {
  return new Promise((resolve) => {
    session.once('close', resolve);
    session.close();
  });
}

function findPort(server: Server): number {
  return (server.address() as AddressInfo).port;
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
