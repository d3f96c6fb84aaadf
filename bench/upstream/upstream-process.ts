/**
 * Bedrock's runtime with a fixed reply, as fast as node:http allows. It reads requests to their end and ignores them.
 * On demand it records the last one, by which the benchmark proves that all contenders send the same.
 */
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { json, text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { answerQuestions } from '../processes/answer-questions';
import { CHAT_REPLY, composeChunks, composeFrames, REPLY, REPLY_HEADERS } from './compose-replies';
import { FASTEST, type Pace } from './pace';
import { answerParameterStore } from './parameters';

export interface Arrival {
  readonly path: string;
  readonly isSigned: boolean;
  readonly length: number;
  readonly hasTier: boolean;
}

export type UpstreamQuestion =
  | { readonly kind: 'watch' | 'tell' }
  | ({ readonly kind: 'pace' } & Partial<Pace>);

const STREAM_HEADERS = {
  'content-type': 'application/vnd.amazon.eventstream',
  'x-amzn-requestid': REPLY_HEADERS['x-amzn-requestid'],
};
const SSE_HEADERS = { ...STREAM_HEADERS, 'content-type': 'text/event-stream' };
/** Longer than any pause between rounds, so that no request uses a connection that is being closed. */
const KEEP_ALIVE_MILLIS = 600_000;

let lastArrival: Arrival | undefined;
let isWatching = false;

let pace = FASTEST;

async function watch(request: IncomingMessage): Promise<string> {
  const body = await text(request);
  lastArrival = {
    path: request.url ?? '',
    isSigned: (request.headers.authorization ?? '').startsWith('AWS4-HMAC-SHA256 '),
    length: body.length,
    hasTier: /"serviceTier":\{"type":"flex"\}|"service_tier":"flex"/.test(body),
  };
  return body;
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') return serveParameters(target, request, response);
  const isChat = request.url?.startsWith('/openai/') === true;
  const body = isWatching || isChat ? await watch(request) : await readToEnd(request);
  if (pace.latencyMillis > 0) await wait(pace.latencyMillis);
  if (isChat) return serveChat(body ?? '', response);
  if (request.url?.endsWith('-stream')) return stream(response, STREAM_HEADERS, composeFrames);
  response.writeHead(200, REPLY_HEADERS).end(REPLY);
}

async function readToEnd(request: IncomingMessage): Promise<undefined> {
  request.resume();
  return new Promise((resolve) => request.once('end', () => resolve(undefined)));
}

/** The body says whether the reply is streamed. */
function serveChat(body: string, response: ServerResponse): Promise<void> | void {
  if (body.includes('"stream":true')) return stream(response, SSE_HEADERS, composeChunks);
  const length = { 'content-length': String(CHAT_REPLY.length) };
  response.writeHead(200, { ...REPLY_HEADERS, ...length }).end(CHAT_REPLY);
}

async function serveParameters(
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, body } = answerParameterStore(target, await json(request), pace.parameters);
  if (pace.latencyMillis > 0) await wait(pace.latencyMillis);
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify(body));
}

async function stream(
  response: ServerResponse,
  headers: OutgoingHttpHeaders,
  compose: typeof composeFrames,
): Promise<void> {
  response.writeHead(200, headers);
  const { gapMillis, eventGapMillis } = pace;
  const [first, ...others] = compose(pace.events);
  response.write(first);
  if (gapMillis > 0) await wait(gapMillis);
  for (const frame of others) {
    if (eventGapMillis > 0) await wait(eventGapMillis);
    response.write(frame);
  }
  response.end();
}

const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MILLIS }, (request, response) => {
  void serve(request, response);
});
async function answer(question: UpstreamQuestion): Promise<object> {
  if (question.kind === 'pace') pace = { ...FASTEST, ...question };
  else isWatching = question.kind === 'watch';
  return { arrival: lastArrival };
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  answerQuestions(answer, { url: `http://127.0.0.1:${port}` });
});
