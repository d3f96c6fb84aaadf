import type { JsonObject } from '../../lambda/core/json/json-object';
import type { Exchange } from './exchange';
import type { Failure } from './failures/failure-rule';
import { PAGE } from './failures/stream-form';
import type { Completion, StreamEvent } from './wire/completion';
import type { StreamError, StreamFraming } from './wire/stream-framing';

/** A reply that is not streamed. */
export interface WholeReply {
  readonly afterMillis: number;
  readonly body: JsonObject;
  readonly headers: Record<string, string>;
  readonly failure: Failure | undefined;
}

/** A reply that is streamed. */
export interface StreamedReply {
  readonly completion: Completion;
  readonly events: Iterable<StreamEvent>;
  readonly framing: StreamFraming;
  readonly headers: Record<string, string>;
  readonly failure: Failure | undefined;
}

export async function sendWhole(exchange: Exchange, reply: WholeReply): Promise<void> {
  await exchange.pause(reply.afterMillis);
  const body = exchange.startJson(200, reply.body, reply.headers);
  if (reply.failure?.kind !== 'cut') return exchange.end(body);
  await exchange.write(firstHalf(body));
  await exchange.cut();
}

/**
 * Sends a stream of frames. Spreads the deltas over the latency of the reply, and waits for a client that reads
 * slowly.
 */
export async function sendStream(exchange: Exchange, reply: StreamedReply): Promise<void> {
  const { completion, events, framing, headers, failure } = reply;
  await exchange.pause(completion.latency.firstTokenMillis);
  if (failure?.kind === 'stream-form' && failure.form === 'page') return sendPage(exchange);
  exchange.start(200, { 'Content-Type': framing.contentType, ...headers });
  const pace = new Pace(completion);
  for (const event of events) {
    const frame = framing.frame(event, failure);
    if (frame === undefined) continue;
    const isDue = pace.hasBegun || isBeforeFirstEvent(failure);
    if (isDue && isInterruption(failure))
      return interrupt(exchange, framing, { failure, nextFrame: frame });
    await exchange.pause(pace.millisUntil(event));
    await exchange.write(frame);
  }
  exchange.end();
}

function sendPage(exchange: Exchange): void {
  exchange.start(200, { 'Content-Type': 'text/html' });
  exchange.end(Buffer.from(PAGE));
}

/** Computes when the next delta is due. */
class Pace {
  readonly #start = performance.now();
  readonly #millisPerDelta: number;
  readonly #hasDeltas: boolean;
  #events = 0;
  #deltas = 0;

  constructor({ latency, reply }: Completion) {
    const spread = reply.isPaced ? latency.totalMillis - latency.firstTokenMillis : 0;
    this.#hasDeltas = reply.pieceCount > 0;
    this.#millisPerDelta = spread / Math.max(reply.pieceCount, 1);
  }

  /** Whether a delta has been sent, or the first event of a reply without deltas. */
  get hasBegun(): boolean {
    return this.#hasDeltas ? this.#deltas > 0 : this.#events > 0;
  }

  /** Computes from the start, so that late timers do not add up. Timers cannot wait less than a millisecond. */
  millisUntil({ isDelta }: StreamEvent): number {
    this.#events += 1;
    if (isDelta !== true) return 0;
    this.#deltas += 1;
    const wait = this.#start + this.#deltas * this.#millisPerDelta - performance.now();
    return wait < 1 ? 0 : wait;
  }
}

type Interruption = StreamError | Extract<Failure, { readonly kind: 'cut' }>;

function isInterruption(failure: Failure | undefined): failure is Interruption {
  return failure?.kind === 'cut' || failure?.kind === 'stream-error';
}

function isBeforeFirstEvent(failure: Failure | undefined): boolean {
  return failure?.kind === 'stream-error' && failure.opening === true;
}

async function interrupt(
  exchange: Exchange,
  framing: StreamFraming,
  { failure, nextFrame }: { readonly failure: Interruption; readonly nextFrame: Uint8Array },
): Promise<void> {
  if (failure.kind === 'stream-error') {
    await exchange.write(framing.frameError(failure));
    return exchange.end();
  }
  if (failure.at === 'mid-reply') await exchange.write(firstHalf(nextFrame));
  return failure.cleanly === true ? exchange.end() : exchange.cut();
}

function firstHalf(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, bytes.length >> 1);
}
