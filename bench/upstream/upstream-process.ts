/**
 * Bedrock's runtime with a fixed reply, as fast as node:http allows. It reads requests to their end and ignores them.
 * On demand it records the last one, by which the benchmark proves that all contenders send the same.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { answerQuestions } from '../processes/answer-questions';
import { FRAMES, REPLY, REPLY_HEADERS } from './compose-replies';
import { answerParameterStore } from './parameters';

export interface Arrival {
  readonly path: string;
  readonly isSigned: boolean;
  readonly length: number;
  readonly hasTier: boolean;
}

export type UpstreamQuestion =
  | { readonly kind: 'watch' | 'tell' }
  | { readonly kind: 'pace'; readonly gapMillis: number };

const STREAM_HEADERS = {
  'content-type': 'application/vnd.amazon.eventstream',
  'x-amzn-requestid': REPLY_HEADERS['x-amzn-requestid'],
};
/** Longer than any pause between rounds, so that no request uses a connection that is being closed. */
const KEEP_ALIVE_MILLIS = 600_000;

let lastArrival: Arrival | undefined;
let isWatching = false;
/** Pause of a stream after its first event. */
let gapMillis = 0;

async function watch(request: IncomingMessage): Promise<void> {
  const body = await text(request);
  lastArrival = {
    path: request.url ?? '',
    isSigned: (request.headers.authorization ?? '').startsWith('AWS4-HMAC-SHA256 '),
    length: body.length,
    hasTier: body.includes('"serviceTier":{"type":"flex"}'),
  };
}

async function readToEnd(request: IncomingMessage): Promise<void> {
  if (isWatching && request.headers['x-amz-target'] === undefined) return watch(request);
  request.resume();
  return new Promise((resolve) => request.once('end', resolve));
}

function reply(request: IncomingMessage, response: ServerResponse): void {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    const { status, body } = answerParameterStore(target);
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(body));
  } else if (request.url?.endsWith('-stream')) {
    stream(response);
  } else {
    response.writeHead(200, REPLY_HEADERS).end(REPLY);
  }
}

function stream(response: ServerResponse): void {
  response.writeHead(200, STREAM_HEADERS);
  if (gapMillis === 0) {
    writeFrames(response, FRAMES);
    return;
  }
  const [first, ...others] = FRAMES;
  response.write(first);
  setTimeout(() => writeFrames(response, others), gapMillis);
}

function writeFrames(response: ServerResponse, frames: readonly Uint8Array[]): void {
  for (const frame of frames) response.write(frame);
  response.end();
}

const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MILLIS }, (request, response) => {
  readToEnd(request).then(() => reply(request, response));
});
async function answer(question: UpstreamQuestion): Promise<object> {
  if (question.kind === 'pace') gapMillis = question.gapMillis;
  else isWatching = question.kind === 'watch';
  return { arrival: lastArrival };
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  answerQuestions(answer, { url: `http://127.0.0.1:${port}` });
});
