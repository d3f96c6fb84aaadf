import type { ServerResponse } from 'node:http';
import { Writable } from 'node:stream';

const DELIMITER = Buffer.alloc(8);

interface Metadata {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly multiValueHeaders?: Readonly<Record<string, string[]>>;
}

/**
 * Reads the response of a streaming function (metadata, eight NUL bytes, payload) and forwards it to the client.
 * Accepts a chunk only after the previous chunk was sent, so that a slow client slows down the function.
 */
export class IntegrationResponse extends Writable {
  readonly #response: ServerResponse;
  #head: Buffer | undefined = Buffer.alloc(0);

  constructor(response: ServerResponse) {
    super();
    this.#response = response;
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error) => void): void {
    try {
      const payload = this.#head === undefined ? chunk : this.#readHead(this.#head, chunk);
      if (payload.length === 0 || this.#response.write(payload)) done();
      else this.#response.once('drain', () => done());
    } catch (error) {
      done(error instanceof Error ? error : new Error('unreadable metadata'));
    }
  }

  override _final(done: (error?: Error) => void): void {
    if (this.#head !== undefined) {
      done(new Error('the function ended its response before it sent its metadata'));
      return;
    }
    this.#response.end(() => done());
  }

  /** Collects the metadata and returns the rest of the chunk, which is payload. */
  #readHead(head: Buffer, chunk: Buffer): Buffer {
    const bytes = Buffer.concat([head, chunk]);
    const end = bytes.indexOf(DELIMITER);
    this.#head = end < 0 ? bytes : undefined;
    if (end < 0) return Buffer.alloc(0);
    const {
      statusCode = 200,
      headers,
      multiValueHeaders,
    }: Metadata = JSON.parse(bytes.subarray(0, end).toString('utf8'));
    this.#response.writeHead(statusCode, { ...headers, ...multiValueHeaders });
    this.#response.flushHeaders();
    return bytes.subarray(end + DELIMITER.length);
  }
}
