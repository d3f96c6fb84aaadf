import type { ServerResponse } from 'node:http';
import { Writable } from 'node:stream';
import type { FunctionStream } from '../lambda/http-response-stream';

type WriteCallback = (error: Error | null | undefined) => void;

const DELIMITER = Buffer.alloc(8);

interface Metadata {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly multiValueHeaders?: Readonly<Record<string, string[]>>;
}

/**
 * Takes the response of a streaming function and forwards it to the client. Accepts a chunk only after the previous chunk
 * was sent, so that a slow client slows down the function.
 *
 * The function's runtime sets the metadata, or writes them: as JSON, followed by eight NUL bytes and the payload.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
 */
export class IntegrationResponse extends Writable implements FunctionStream {
  readonly #response: ServerResponse;
  /** Set by the runtime. */
  #metadata: Metadata | undefined;
  #isWritten = false;
  /** What was written of the metadata; undefined once they are complete. */
  #head: Buffer | undefined = Buffer.alloc(0);

  constructor(response: ServerResponse) {
    super();
    this.#response = response;
  }

  setContentType(): void {}

  setMetadata(metadata: Metadata): void {
    this.#metadata = metadata;
  }

  override write(chunk: unknown, callback?: WriteCallback): boolean;
  override write(chunk: unknown, encoding: BufferEncoding, callback?: WriteCallback): boolean;
  override write(
    chunk: unknown,
    encodingOrCallback?: BufferEncoding | WriteCallback,
    callback?: WriteCallback,
  ): boolean {
    this.#isWritten = true;
    if (typeof encodingOrCallback === 'string') {
      return super.write(chunk, encodingOrCallback, callback);
    }
    return super.write(chunk, encodingOrCallback);
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error) => void): void {
    try {
      const payload = this.#head === undefined ? chunk : this.#begin(this.#head, chunk);
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
    this.#response.end();
    done();
  }

  /** Sends the headers once the metadata are complete. Returns the part of the chunk that is payload. */
  #begin(head: Buffer, chunk: Buffer): Buffer {
    if (this.#metadata !== undefined && this.#isWritten) {
      return this.#sendHeaders(this.#metadata, chunk);
    }
    const bytes = Buffer.concat([head, chunk]);
    const end = bytes.indexOf(DELIMITER);
    this.#head = bytes;
    if (end < 0) return Buffer.alloc(0);
    const metadata = JSON.parse(bytes.subarray(0, end).toString('utf8'));
    return this.#sendHeaders(metadata, bytes.subarray(end + DELIMITER.length));
  }

  /** Headers travel with the first bytes of the payload. They do not wait for a payload that comes later. */
  #sendHeaders(
    { statusCode = 200, headers, multiValueHeaders }: Metadata,
    payload: Buffer,
  ): Buffer {
    this.#head = undefined;
    this.#response.writeHead(statusCode, { ...headers, ...multiValueHeaders });
    if (payload.length === 0) this.#response.flushHeaders();
    return payload;
  }
}
