import type { Readable } from 'node:stream';
import type { HttpResponse } from '@smithy/types';
import type { BedrockModels } from '../../app/ports';
import { RouterError } from '../../core/errors/router-error';
import type { Reply } from '../../core/receipts/outcome';
import { readStreamExceptionStatus } from '../../core/recovery/stream-exception';
import { findWire } from '../../core/wire/find-wire';
import type { BedrockRequest, Wire } from '../../core/wire/wire';
import { ConnectionLostError } from './delivery-handler';
import { openMessageReader } from './message-reader';
import { startTappedStream } from './tapped-stream';
import type { Transport } from './transport';

/** Amazon Bedrock, with payloads as bytes. */
export class BedrockRuntimeModels implements BedrockModels {
  readonly #transport: Transport;
  readonly #clock: () => number;

  constructor(transport: Transport, clock: () => number) {
    this.#transport = transport;
    this.#clock = clock;
  }

  async invoke(request: BedrockRequest, signal: AbortSignal): Promise<Reply> {
    signal.throwIfAborted();
    const response = await this.#send(request, signal);
    const wire = findWire(request.action);
    try {
      const isStreamDue = response.statusCode === 200 && wire.isStreaming;
      if (isStreamDue && !isJson(response)) return await this.#readStream(response, wire, signal);
      const reply = await readWhole(response, wire);
      signal.throwIfAborted();
      return correctStatus(reply, isStreamDue);
    } catch (cause) {
      signal.throwIfAborted();
      throw new RouterError('reply-broken', 'the answer of Amazon Bedrock broke off', { cause });
    }
  }

  async #send(request: BedrockRequest, signal: AbortSignal): Promise<HttpResponse> {
    try {
      return await this.#transport.send(request, signal);
    } catch (cause) {
      if (cause instanceof RouterError) throw cause;
      signal.throwIfAborted();
      const code = cause instanceof ConnectionLostError ? 'reply-broken' : 'bedrock-unreachable';
      throw new RouterError(code, 'no answer came from Amazon Bedrock', { cause });
    }
  }

  async #readStream(
    { statusCode: status, headers, body }: HttpResponse,
    wire: Wire,
    signal: AbortSignal,
  ): Promise<Reply> {
    const tap = wire.openTap(headers, this.#clock);
    const reader = openMessageReader(wire.action, (message) => tap.observe(message));
    const stream = await startTappedStream(body, { reader, tap, signal });
    return { status, headers, body: stream, opening: tap.facts(), readEnd: () => tap.facts() };
  }
}

/** No stream is JSON. */
function isJson({ headers }: HttpResponse): boolean {
  return /\bjson\b/i.test(headers['content-type'] ?? '');
}

const UNKNOWN_OPERATION = 'UnknownOperationException';

/**
 * Gives an error with status 200 the status that it means, because clients read the body of a 200 as an answer. Bedrock sends
 * one for a path of OpenAI's that its endpoint does not have. Other errors may be part of an answer, but of no stream.
 *
 * @throws if the reply to a call for a stream is no error either
 */
function correctStatus(reply: Reply, isStreamDue: boolean): Reply {
  const { errorName } = reply.opening;
  if (isStreamDue && errorName === undefined) throw new Error('the answer is no stream');
  const isError = isStreamDue || (reply.status === 200 && errorName === UNKNOWN_OPERATION);
  if (errorName === undefined || !isError) return reply;
  return { ...reply, status: readStreamExceptionStatus(errorName) };
}

/** Reads a reply that is not streamed as a whole, because the receipt is sent in headers before the body. */
async function readWhole(
  { statusCode: status, headers, body }: HttpResponse,
  wire: Wire,
): Promise<Reply> {
  const bytes = await collectWhole(status, body);
  const facts = wire.readReply(headers, bytes.toString('utf8'));
  return { status, headers, body: yieldOnce(bytes), opening: facts, readEnd: () => facts };
}

/** The status of an error says enough. A body that broke off is left out, because clients could not parse it. */
async function collectWhole(status: number, body: Readable): Promise<Buffer> {
  try {
    return await collect(body);
  } catch (cause) {
    if (status < 400) throw cause;
    return Buffer.alloc(0);
  }
}

/** `node:stream/consumers` and iteration take more CPU time than signing the request. */
function collect(body: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    body.on('data', (chunk) => chunks.push(chunk));
    const breakOff = () => {
      if (!body.readableEnded) reject(new Error('the connection closed'));
    };
    body.once('end', () => resolve(joinChunks(chunks)));
    body.on('error', reject).once('close', () => body.readableEnded || breakOff());
    if (body.destroyed) breakOff();
  });
}

function joinChunks(chunks: readonly Buffer[]): Buffer {
  const [only] = chunks;
  return only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks);
}

async function* yieldOnce(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
