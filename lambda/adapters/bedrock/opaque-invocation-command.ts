import type { BedrockRuntimeClientResolvedConfig } from '@aws-sdk/client-bedrock-runtime';
import { Command } from '@smithy/core/client';
import { getEndpointPlugin } from '@smithy/core/endpoints';
import { HttpRequest } from '@smithy/core/protocols';
import { getSerdePlugin } from '@smithy/core/serde';
import type { Endpoint, HttpResponse, MetadataBearer, Provider } from '@smithy/types';
import type { BedrockRequest } from '../../core/wire/wire';

/** The client's `send` accepts only inputs that have a `modelId`. */
export interface OpaqueInvocationInput {
  readonly modelId: string;
  readonly request: BedrockRequest;
}

/** A response of any status. The client's `send` accepts only outputs that have a `body` and a `contentType`. */
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
 * A call of Bedrock's runtime. Its payload passes as bytes in both directions, errors included.
 *
 * The SDK's own commands drop members that they do not know, and write numbers and escapes in their own way. Credentials,
 * signing, endpoint and user agent remain the SDK's, because this is a command for its client.
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

/** Keeps payloads from an SDK logger, which prints what these filters return. */
function hide(): Record<string, never> {
  return {};
}
