import { connect } from 'node:net';

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
