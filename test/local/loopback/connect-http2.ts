import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
} from 'node:http2';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { type LoopbackServer, serveOnLoopback } from '../../../local/loopback-server';

/** The first bytes of a client. */
export const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
/** An empty SETTINGS frame: a server of HTTP/2 begins with one, and acknowledges the client's. */
export const SETTINGS = '\0\0\0\x04\0\0\0\0\0';

export interface Http2Answer {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A server for one test, and a client that knows that it speaks HTTP/2. */
export async function connectHttp2(
  listener: RequestListener,
): Promise<{ readonly server: LoopbackServer; readonly session: ClientHttp2Session }> {
  const server = await serveOnLoopback(listener);
  const session = connect(server.url, { maxSessionMemory: 1_000 });
  onTestFinished(async () => {
    session.destroy();
    // Some tests have closed it.
    await server.close().catch(() => {});
  });
  return { server, session };
}

/** Sends a request with a body. */
export function send(
  session: ClientHttp2Session,
  headers: OutgoingHttpHeaders,
  body: Buffer | string = '',
): Promise<Http2Answer> {
  const stream = session.request({ ':method': 'POST', ...headers }, { endStream: body === '' });
  if (body !== '') stream.end(body);
  return readAnswer(stream);
}

export async function readAnswer(stream: ClientHttp2Stream): Promise<Http2Answer> {
  const [[headers], body] = await Promise.all([once(stream, 'response'), buffer(stream)]);
  return { headers, body };
}

/** Reads a stream to its end, and says with which code it was reset. */
export async function readResetCode(stream: ClientHttp2Stream): Promise<number> {
  const closed = new Promise((resolve) => stream.once('close', resolve));
  stream.on('error', () => {}).resume();
  await closed;
  return stream.rstCode;
}
