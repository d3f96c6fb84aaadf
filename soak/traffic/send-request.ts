import {
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  request as openRequest,
} from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SoakRequest } from './request';

/** What a client received for its request. */
export interface SoakAnswer {
  readonly request: SoakRequest;
  /** Undefined if no answer began. */
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** Either side closed the connection before the answer was complete. */
  readonly isCut: boolean;
  /** From the start of the request to the end of the answer. */
  readonly millis: number;
}

const TIMEOUT_MILLIS = 60_000;
const LEAVES_AFTER_MILLIS = 40;
const SLOW_PAUSE_MILLIS = 20;
/** A slow reader pauses after each so many bytes. */
const SLOW_READING_BYTES = 128 * 1024;
/** A slow sender splits its body into so many pieces. */
const SLOW_PIECES = 10;

/** Sends a request in its client's manner. Never rejects: a failure is an answer without a status. */
export async function sendSoakRequest(
  routerUrl: string,
  request: SoakRequest,
  agent: Agent,
): Promise<SoakAnswer> {
  const startedAt = performance.now();
  const answer = await exchange(routerUrl, request, agent);
  return { ...answer, millis: performance.now() - startedAt };
}

type Exchanged = Omit<SoakAnswer, 'millis'>;

async function exchange(routerUrl: string, request: SoakRequest, agent: Agent): Promise<Exchanged> {
  const { hostname, port } = new URL(routerUrl);
  const { method, path, headers, body, manner } = request;
  const bytes = Buffer.from(body);
  const outgoing = openRequest({
    agent,
    hostname,
    port,
    method,
    path,
    headers: { ...headers, 'content-length': String(bytes.length) },
    timeout: TIMEOUT_MILLIS,
  });
  outgoing.once('timeout', () => outgoing.destroy());
  const answered = readAnswer(request, outgoing);
  if (manner === 'leaves-sending') outgoing.write(bytes.subarray(0, 10), () => outgoing.destroy());
  else if (manner === 'sends-slowly') await sendSlowly(outgoing, bytes);
  else outgoing.end(bytes);
  if (manner === 'leaves-waiting') {
    outgoing.once('finish', () => setTimeout(() => outgoing.destroy(), LEAVES_AFTER_MILLIS));
  }
  return answered;
}

/** The router may answer, or close the connection, before it has the whole body. */
async function sendSlowly(outgoing: ClientRequest, bytes: Buffer): Promise<void> {
  const length = Math.ceil(bytes.length / SLOW_PIECES);
  for (let start = 0; start < bytes.length && !outgoing.destroyed; start += length) {
    outgoing.write(bytes.subarray(start, start + length));
    await sleep(SLOW_PAUSE_MILLIS);
  }
  if (!outgoing.destroyed) outgoing.end();
}

function readAnswer(request: SoakRequest, outgoing: ClientRequest): Promise<Exchanged> {
  return new Promise((resolve) => {
    outgoing.on('error', () =>
      resolve({ request, status: undefined, headers: {}, body: '', isCut: true }),
    );
    outgoing.once('response', (response) => void readBody(request, response).then(resolve));
  });
}

async function readBody(request: SoakRequest, response: IncomingMessage): Promise<Exchanged> {
  const chunks: Buffer[] = [];
  const { statusCode: status, headers } = response;
  let unpausedBytes = SLOW_READING_BYTES;
  try {
    for await (const chunk of response) {
      chunks.push(chunk);
      unpausedBytes += chunk.length;
      if (request.manner === 'reads-slowly' && unpausedBytes >= SLOW_READING_BYTES) {
        unpausedBytes = 0;
        await sleep(SLOW_PAUSE_MILLIS);
      }
      if (request.manner === 'leaves-reading') response.destroy();
    }
  } catch {
    // The connection broke: `complete` is false.
  }
  const body = Buffer.concat(chunks).toString('latin1');
  return { request, status, headers, body, isCut: !response.complete };
}

/** Whether the client closed the connection before the answer was complete. */
export function hasLeft({ request, isCut }: SoakAnswer): boolean {
  return isCut && request.manner.startsWith('leaves');
}
