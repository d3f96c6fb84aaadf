import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { BedrockError, type ErrorFormat } from './error';
import type { Journal, Outcome } from './journal';

interface ExchangeParts {
  readonly journal: Journal;
  /** The number of the request in the journal. */
  readonly sequence: number;
  readonly formatError: ErrorFormat;
}

/** One request and its response, on the wire and in the journal. */
export class Exchange {
  readonly requestId = randomUUID();
  readonly #disconnection = new AbortController();
  /** Resolves when the last written bytes have been passed to the operating system. */
  #flushed: Promise<void> = Promise.resolve();

  constructor(
    private readonly response: ServerResponse,
    private readonly parts: ExchangeParts,
  ) {
    this.note({ requestId: this.requestId });
    response.once('close', () => {
      const isAborted = !response.writableFinished && !this.#disconnection.signal.aborted;
      if (isAborted) this.note({ aborted: true });
      this.#disconnection.abort();
    });
  }

  note(outcome: Outcome): void {
    this.parts.journal.note(this.parts.sequence, outcome);
  }

  /** @throws AbortError if the client disconnects */
  async pause(millis: number): Promise<void> {
    if (millis > 0) await sleep(millis, undefined, { signal: this.#disconnection.signal });
  }

  /** Waits until the client disconnects. */
  async hang(): Promise<void> {
    await once(this.#disconnection.signal, 'abort');
  }

  start(status: number, headers: Record<string, string>): void {
    this.note({ status });
    this.response.writeHead(status, { 'x-amzn-RequestId': this.requestId, ...headers });
  }

  /** @throws AbortError if the client disconnects before it has read the bytes */
  async write(bytes: Uint8Array): Promise<void> {
    let hasRoom = false;
    this.#flushed = new Promise((resolve) => {
      hasRoom = this.response.write(bytes, () => resolve());
    });
    if (hasRoom) return;
    await once(this.response, 'drain', { signal: this.#disconnection.signal });
  }

  end(lastBytes?: Uint8Array): void {
    this.response.end(lastBytes);
  }

  /** Sends a complete response. Use {@link startJson} for a response that may be cut off. */
  sendJson(status: number, body: unknown, headers: Record<string, string> = {}): void {
    this.response.end(this.startJson(status, body, headers));
  }

  /** Sends the head of a response and returns its body, which the caller sends. */
  startJson(status: number, body: unknown, headers: Record<string, string> = {}): Buffer {
    const replyBody = Buffer.from(JSON.stringify(body));
    this.note({ replyBody });
    const length = String(replyBody.length);
    const ownHeaders = { 'Content-Type': 'application/json', 'Content-Length': length };
    this.start(status, { ...ownHeaders, ...headers });
    return replyBody;
  }

  /** Sends the response of a load balancer, which knows nothing of Bedrock's exceptions. */
  sendGatewayError(status: number): void {
    this.note({ status });
    this.response.writeHead(status, { 'Content-Type': 'text/html' });
    this.response.end(`<html><head><title>${status}</title></head></html>`);
  }

  /** Breaks the connection after the written bytes were sent. */
  async cut(): Promise<void> {
    await this.#flushed;
    this.#disconnection.abort();
    this.response.destroy();
  }

  /** Responds with an error; after the first byte, breaks the connection instead. */
  async fail(error: unknown): Promise<void> {
    if (this.#disconnection.signal.aborted) return;
    if (this.response.headersSent) return this.cut();
    const shown =
      error instanceof BedrockError
        ? error
        : new BedrockError('InternalServerException', `The emulator failed: ${String(error)}`);
    this.note({ exception: shown.exception });
    const { body, headers } = this.parts.formatError(shown);
    this.sendJson(shown.status, body, {
      ...headers,
      ...(shown.status === 405 && { Allow: 'POST' }),
    });
  }
}
