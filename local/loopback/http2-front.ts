import { type IncomingMessage, request as openRequest } from 'node:http';
import {
  constants,
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import { pipeline } from 'node:stream/promises';

/** HTTP/1.1 has no limit here either. By default, Node.js resets streams with more than 128 headers. */
const MAX_HEADER_PAIRS = 0xffff;
/** In megabytes. Above the default of 10, Node.js refuses streams of a session with many large bodies. */
const MAX_SESSION_MEMORY = 1_000;

/**
 * Serves HTTP/2 by an HTTP/1.1 server, as API Gateway does: each stream becomes a request of HTTP/1.1.
 *
 * @param findPort the port of the HTTP/1.1 server on this machine
 */
export function createHttp2Front(findPort: () => number): Http2Server {
  const http2 = createServer({
    maxHeaderListPairs: MAX_HEADER_PAIRS,
    maxSessionMemory: MAX_SESSION_MEMORY,
  });
  http2.on(
    'stream',
    (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, _: number, rawHeaders: string[]) => {
      forward(stream, { port: findPort(), headers, rawHeaders }).catch(() => breakOff(stream));
    },
  );
  return http2;
}

interface ReceivedHead {
  readonly port: number;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
}

async function forward(stream: ServerHttp2Stream, head: ReceivedHead): Promise<void> {
  // Its end is observed by the pipelines; without a listener an error would end the process.
  stream.on('error', () => {});
  const outgoing = open(stream, head);
  if (outgoing === undefined) return;
  stream.once('close', () => outgoing.destroy());
  stream.once('trailers', (trailers) => outgoing.addTrailers(toText(trailers)));
  outgoing.on('information', ({ statusCode }) =>
    stream.additionalHeaders({ ':status': statusCode }),
  );
  // Without this, the headers would wait for the body.
  outgoing.flushHeaders();
  stream.pipe(outgoing);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve);
    // After the response, the connection may break without harm: the rest of the request is not wanted.
    outgoing.on('error', reject);
  });
  await sendResponse(stream, response);
}

/** Opens a request of HTTP/1.1. Answers by itself if HTTP/1.1 cannot express the request. */
function open(stream: ServerHttp2Stream, { port, headers, rawHeaders }: ReceivedHead) {
  const method = headers[':method'];
  const path = headers[':path'];
  try {
    if (path === undefined || method === 'CONNECT') throw new Error('no tunnels');
    return openRequest({
      host: '127.0.0.1',
      port,
      method,
      path,
      headers: composeHeaders(rawHeaders, stream.endAfterHeaders),
      agent: false,
    });
  } catch {
    stream.respond({ ':status': 400 }, { endStream: true });
    return undefined;
  }
}

/** `:authority` becomes `Host`. If a request has both and they differ, the server refuses it for its two hosts. */
function composeHeaders(rawHeaders: readonly string[], isComplete: boolean): string[] {
  const pairs = pairUp(rawHeaders);
  const authority = pairs.find(([name]) => name === ':authority')?.[1];
  const fields = pairs.filter(
    ([name, value]) => !name.startsWith(':') && !(name === 'host' && value === authority),
  );
  const host = authority === undefined ? [] : ['Host', authority];
  const hasLength = fields.some(([name]) => name === 'content-length');
  const framing = isComplete || hasLength ? [] : ['Transfer-Encoding', 'chunked'];
  return [...host, ...fields.flat(), ...framing];
}

/** Headers of one connection, which HTTP/2 does not have. */
const CONNECTION_HEADERS = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
];

async function sendResponse(stream: ServerHttp2Stream, response: IncomingMessage): Promise<void> {
  const headers: OutgoingHttpHeaders = { ':status': response.statusCode };
  for (const [name, values = []] of Object.entries(response.headersDistinct)) {
    if (!CONNECTION_HEADERS.includes(name)) headers[name] = values;
  }
  if (stream.destroyed) return;
  stream.respond(headers, { waitForTrailers: true });
  stream.once('wantTrailers', () => stream.sendTrailers(response.trailers));
  await pipeline(response, stream);
  // The client may still be sending a body that was refused.
  if (!stream.readableEnded) stream.close(constants.NGHTTP2_NO_ERROR);
}

/** In HTTP/2, a connection that breaks is a stream that is reset. */
function breakOff(stream: ServerHttp2Stream): void {
  stream.close(constants.NGHTTP2_INTERNAL_ERROR);
}

function toText(trailers: IncomingHttpHeaders): [string, string][] {
  return Object.entries(trailers).map(([name, value]) => [name, String(value)]);
}

function pairUp(rawHeaders: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    pairs.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  }
  return pairs;
}
