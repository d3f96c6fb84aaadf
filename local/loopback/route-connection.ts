import type { Socket } from 'node:net';

type Serve = (socket: Socket) => void;

/** Servers that share one port, by protocol. */
export interface ConnectionServers {
  readonly http1: Serve;
  readonly http2: Serve;
  /** Undefined if the port takes no TLS. */
  readonly tls: Serve | undefined;
}

/**
 * The first bytes of a client that knows that the server speaks HTTP/2.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9113.html#section-3.4
 */
const HTTP2_PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
/** The type of the record that begins a TLS handshake. */
const TLS_HANDSHAKE = 0x16;
/** The time for the bytes that tell the protocol. Node.js gives the headers of HTTP/1.1 as much. */
const MAX_SILENCE_MILLIS = 60_000;

/** Reads the first bytes of a connection, puts them back, and passes the connection to the server of its protocol. */
export function routeConnection(socket: Socket, servers: ConnectionServers): void {
  const leave = () => void socket.destroy();
  socket.on('error', leave);
  socket.setTimeout(MAX_SILENCE_MILLIS, leave);
  readFirstBytes(socket, (bytes) => {
    socket.off('error', leave);
    socket.setTimeout(0, leave);
    socket.unshift(bytes);
    chooseServer(bytes, servers)(socket);
  });
}

/** Calls back once the bytes tell the protocol. A connection that ends before is closed. */
function readFirstBytes(socket: Socket, onBytes: (bytes: Buffer) => void): void {
  let bytes = Buffer.alloc(0);
  const end = () => void socket.end();
  const read = (chunk: Buffer): void => {
    bytes = Buffer.concat([bytes, chunk]);
    if (bytes.length < HTTP2_PREFACE.length && HTTP2_PREFACE.indexOf(bytes) === 0) return;
    socket.off('data', read);
    socket.off('end', end);
    socket.pause();
    onBytes(bytes);
  };
  socket.on('data', read);
  socket.on('end', end);
}

function chooseServer(bytes: Buffer, { http1, http2, tls }: ConnectionServers): Serve {
  if (tls !== undefined && bytes[0] === TLS_HANDSHAKE) return tls;
  return bytes.indexOf(HTTP2_PREFACE) === 0 ? http2 : http1;
}
