import type { BedrockRuntimeClientResolvedConfig } from '@aws-sdk/client-bedrock-runtime';
import { Command } from '@smithy/core/client';
import { getEndpointPlugin } from '@smithy/core/endpoints';
import { HttpRequest } from '@smithy/core/protocols';
import { getSerdePlugin } from '@smithy/core/serde';
import type { Endpoint, HttpResponse, MetadataBearer, Provider } from '@smithy/types';
import type { BedrockRequest } from '../../core/wire/wire';

/** `modelId` is there because the client's `send` takes only shapes that it knows. */
export interface OpaqueInvocationInput {
  readonly modelId: string;
  readonly request: BedrockRequest;
}

/** Whatever came back, with any status. `body` and `contentType` are there for the same reason. */
export interface OpaqueInvocationOutput extends MetadataBearer {
  readonly response: HttpResponse;
  readonly body: undefined;
  readonly contentType: undefined;
}

const ENDPOINT_PARAMETERS = {
  UseFIPS: { type: 'builtInParams', name: 'useFipsEndpoint' },
  Endpoint: { type: 'builtInParams', name: 'endpoint' },
  Region: { type: 'builtInParams', name: 'region' },
  UseDualStack: { type: 'builtInParams', name: 'useDualstackEndpoint' },
} as const;

/**
 * A call of Bedrock's runtime without the SDK's view of its payload: bytes in, bytes out, errors included.
 *
 * The SDK would drop every member that it does not know and write numbers and escapes its own way. Credentials,
 * signing, endpoint and user agent stay the SDK's: this is an ordinary command for the ordinary client.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock_Runtime.html
 */
export const OpaqueInvocationCommand = Command.classBuilder<
  OpaqueInvocationInput,
  OpaqueInvocationOutput,
  BedrockRuntimeClientResolvedConfig
>()
  .ep(ENDPOINT_PARAMETERS)
  .m((_command, _stack, config) => [
    getSerdePlugin(config, writeRequest, readResponse),
    getEndpointPlugin(config, ENDPOINT_PARAMETERS),
  ])
  .s('AmazonBedrockFrontendService', 'InvokeModel')
  .n('BedrockRuntimeClient', 'InvokeModelCommand')
  .f(hide, hide)
  .build();

async function writeRequest(
  { request }: OpaqueInvocationInput,
  context: { readonly endpoint: Provider<Endpoint> },
): Promise<HttpRequest> {
  const { hostname, protocol, port, path } = await context.endpoint();
  const { body } = request;
  const prefix = path === '/' ? '' : path;
  return new HttpRequest({
    method: 'POST',
    protocol,
    hostname,
    ...(port === undefined ? {} : { port }),
    path: `${prefix}${request.path}`,
    headers: { ...request.headers, 'content-length': String(body.byteLength) },
    body,
  });
}

async function readResponse(response: HttpResponse): Promise<OpaqueInvocationOutput> {
  return { response, body: undefined, contentType: undefined, $metadata: {} };
}

/** An SDK logger would print what passes through these filters. */
function hide(): Record<string, never> {
  return {};
}
