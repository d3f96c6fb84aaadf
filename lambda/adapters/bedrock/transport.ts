import { randomUUID } from 'node:crypto';
import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { recursionDetectionMiddleware } from '@aws-sdk/core/client';
import { HttpRequest, type HttpResponse } from '@smithy/core/protocols';
import type { BedrockRequest } from '../../core/wire/wire';
import { CallSigner } from './call-signer';
import { readCallTemplate } from './call-template';

/** Sends calls of Bedrock's runtime as they are, and returns responses of any status. */
export interface Transport {
  /** @throws ConnectionLostError if the request was delivered; any other error if it was not */
  send(call: BedrockRequest, abortSignal: AbortSignal): Promise<HttpResponse>;
}

/** What the client prepares alike for all calls. */
interface Preparation {
  readonly template: HttpRequest;
  readonly signer: CallSigner;
}

/**
 * Sends calls with what a client of the SDK has configured: endpoint, user agent, credentials, signer and HTTP handler. The
 * client prepares one request, and each call repeats it without the client's middleware.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock_Runtime.html
 */
export class SdkTransport implements Transport {
  readonly #client: BedrockRuntimeClient;
  #preparing: Promise<Preparation> | undefined;

  constructor(client: BedrockRuntimeClient) {
    this.#client = client;
  }

  async send(call: BedrockRequest, abortSignal: AbortSignal): Promise<HttpResponse> {
    const { template, signer } = await this.#prepare();
    const unsigned = await addTraceHeaders(composeRequest(template, call));
    const exchange = async () => {
      const { request, correctClock } = await signer.sign(unsigned);
      const handled = await this.#client.config.requestHandler.handle(request, { abortSignal });
      return { ...handled, wasClockWrong: correctClock(handled.response) };
    };
    const { response, wasClockWrong } = await exchange();
    if (response.statusCode !== 403 || !wasClockWrong) return response;
    response.body.resume();
    return (await exchange()).response;
  }

  /** Prepares once, and again only after a failure. */
  #prepare(): Promise<Preparation> {
    this.#preparing ??= this.#readTemplate().catch((cause) => {
      this.#preparing = undefined;
      throw cause;
    });
    return this.#preparing;
  }

  async #readTemplate(): Promise<Preparation> {
    const { request: template, scheme } = await readCallTemplate(this.#client);
    return { template, signer: new CallSigner(this.#client, scheme) };
  }
}

function composeRequest(template: HttpRequest, { path, headers, body }: BedrockRequest) {
  const prefix = template.path === '/' ? '' : template.path;
  return new HttpRequest({
    ...template,
    path: `${prefix}${path}`,
    headers: {
      ...headers,
      ...template.headers,
      'content-length': String(body.byteLength),
      'amz-sdk-invocation-id': randomUUID(),
      'amz-sdk-request': 'attempt=1; max=1',
    },
    body,
  });
}

/** Adds the headers by which X-Ray and OpenTelemetry follow a request, and by which Lambda finds loops. */
async function addTraceHeaders(request: HttpRequest): Promise<HttpRequest> {
  await addHeaders({ input: {}, request });
  return request;
}

const addHeaders = recursionDetectionMiddleware()(
  async () => ({ response: undefined, output: { $metadata: {} } }),
  {},
);
