import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What came back on one connection. */
export interface RawConversation {
  /** Of all answers, in their order. */
  readonly statuses: readonly number[];
  readonly text: string;
}

/**
 * Sends bytes as they are, and reads until the server closes the connection, so requests must say `Connection: close`.
 *
 * @param leaveAfterMillis closes the connection if the server has not closed it by then
 */
export function converse(
  url: string,
  bytes: string | Buffer,
  leaveAfterMillis?: number,
): Promise<RawConversation> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    const leave = () => socket.destroy();
    const timer = leaveAfterMillis === undefined ? undefined : setTimeout(leave, leaveAfterMillis);
    socket.setEncoding('latin1');
    socket.on('data', (piece: string) => {
      text += piece;
    });
    // A server that refuses early resets the connection: what it said before counts.
    socket.on('error', () => {});
    socket.once('close', () => {
      clearTimeout(timer);
      resolve({ statuses: readStatuses(text), text });
    });
  });
}

function readStatuses(text: string): readonly number[] {
  return [...text.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status));
}

/** Lines of a request with CRLF between them, and a body. */
export function writeRequest(lines: readonly string[], body = ''): Buffer {
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1');
}

const CHUNK = `10000\r\n${' '.repeat(0x10000)}\r\n`;
const CRUMB = '1\r\n \r\n';

export interface EndlessRequest {
  readonly path: string;
  /** From then on it goes on byte by byte, as slowly as one likes. */
  readonly fastBytes?: number;
}

export interface EndlessConversation {
  readonly text: string;
  /** Of the body, until the connection was closed. */
  readonly sentBytes: number;
}

/** Sends a body in chunks that never ends, until the server closes the connection. */
export async function sendEndlessly(
  url: string,
  { path, fastBytes = Number.POSITIVE_INFINITY }: EndlessRequest,
): Promise<EndlessConversation> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const text: string[] = [];
  socket.setEncoding('latin1').on('data', (piece: string) => text.push(piece));
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(`POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n`);
  let sentBytes = 0;
  while (!socket.closed) {
    const isFast = sentBytes < fastBytes;
    sentBytes += isFast ? 0x10000 : 1;
    await (isFast ? write(socket, CHUNK) : write(socket, CRUMB).then(() => sleep(20)));
  }
  return { text: text.join(''), sentBytes };
}

/** Waits until there is room for more, or the connection is gone. */
function write(socket: Socket, chunk: string): Promise<unknown> {
  return new Promise((resolve) => {
    socket.once('close', resolve);
    socket.write(chunk, () => {
      socket.off('close', resolve);
      resolve(undefined);
    });
  });
}
