import type { Writable } from 'node:stream';

/** The stream that Lambda's Node.js runtime passes to a streaming function. */
export interface FunctionStream extends Writable {
  setContentType(contentType: string): void;
  /** Sets the metadata that the first write sends. A stream that ends without a write sends none. */
  setMetadata(metadata: object): void;
}

/**
 * The runtime's `awslambda.HttpResponseStream`.
 *
 * @see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/issues/97
 */
export const HttpResponseStream = {
  from<Stream extends FunctionStream>(stream: Stream, metadata: object): Stream {
    stream.setContentType('application/vnd.awslambda.http-integration-response');
    stream.setMetadata(metadata);
    return stream;
  },
};
