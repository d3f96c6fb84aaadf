import { Writable } from 'node:stream';

/** What an answer consisted of. */
export interface SunkAnswer {
  readonly statusCode: unknown;
  readonly bytes: number;
  readonly firstByteAt: number;
}

/**
 * Takes an answer in place of the response stream of Lambda's runtime, and discards it. The comparison with the SDK,
 * which has no such stream, measures the handler alone.
 */
export class AnswerSink extends Writable {
  #statusCode: unknown;
  #bytes = 0;
  #firstByteAt = 0;

  setContentType(): void {}

  /** Called by `awslambda.HttpResponseStream.from`. */
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
