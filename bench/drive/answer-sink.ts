import { Writable } from 'node:stream';

/** What an answer was. */
export interface SunkAnswer {
  readonly statusCode: unknown;
  readonly bytes: number;
  readonly firstByteAt: number;
}

/**
 * Takes an answer as the stream of Lambda's runtime would, and does nothing with it: what is measured beside the SDK,
 * which has no such stream, is to be the handler alone.
 */
export class AnswerSink extends Writable {
  #statusCode: unknown;
  #bytes = 0;
  #firstByteAt = 0;

  setContentType(): void {}

  /** By `awslambda.HttpResponseStream.from`. */
  setMetadata({ statusCode }: { readonly statusCode?: unknown }): void {
    this.#statusCode = statusCode;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#firstByteAt ||= performance.now();
    this.#bytes += chunk.length;
    done();
  }

  get answer(): SunkAnswer {
    return { statusCode: this.#statusCode, bytes: this.#bytes, firstByteAt: this.#firstByteAt };
  }
}
