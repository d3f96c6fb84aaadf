import { PassThrough } from 'node:stream';

type WriteCallback = (error: Error | null | undefined) => void;

const DELIMITER = Buffer.alloc(8);

/**
 * The stream that Lambda's Node.js runtime passes to a streaming function. Its readable side has what API Gateway
 * receives: the metadata as JSON, eight NUL bytes, then the payload.
 *
 * As in Lambda, the first `write` sends the metadata. A stream that ends without a write sends no metadata.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
 * @see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/issues/97
 */
export class FunctionResponseStream extends PassThrough {
  contentType = 'application/octet-stream';
  #metadata: object | undefined;

  setContentType(contentType: string): void {
    this.contentType = contentType;
  }

  /** Sets the metadata that the first write sends. */
  setMetadata(metadata: object): void {
    this.#metadata = metadata;
  }

  override write(chunk: unknown, callback?: WriteCallback): boolean;
  override write(chunk: unknown, encoding: BufferEncoding, callback?: WriteCallback): boolean;
  override write(
    chunk: unknown,
    encodingOrCallback?: BufferEncoding | WriteCallback,
    callback?: WriteCallback,
  ): boolean {
    this.#writeMetadata();
    if (typeof encodingOrCallback === 'string') {
      return super.write(chunk, encodingOrCallback, callback);
    }
    return super.write(chunk, encodingOrCallback);
  }

  #writeMetadata(): void {
    if (this.#metadata === undefined) return;
    const prelude = Buffer.from(JSON.stringify(this.#metadata), 'utf8');
    this.#metadata = undefined;
    super.write(Buffer.concat([prelude, DELIMITER]));
  }
}
