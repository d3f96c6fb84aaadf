import type { BedrockRuntimeClientResolvedConfig } from '@aws-sdk/client-bedrock-runtime';
import { Command } from '@smithy/core/client';
import { getEndpointPlugin } from '@smithy/core/endpoints';
import { HttpRequest } from '@smithy/core/protocols';
import { getSerdePlugin } from '@smithy/core/serde';
import type { Endpoint, HttpResponse, MetadataBearer, Provider } from '@smithy/types';

/** A Converse call whose body is cargo. */
export interface OpaqueConverseInput {
  readonly modelId: string;
  readonly body: Uint8Array;
}

/** Whatever came back, with any status. `body` and `contentType` are there because `send` takes only known shapes. */
export interface OpaqueConverseOutput extends MetadataBearer {
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
 * Bedrock's Converse without the SDK's view of its body: bytes in, bytes out, errors included.
 *
 * The SDK would drop every member that it does not know and write numbers and escapes its own way. Credentials,
 * signing, endpoint and user agent stay the SDK's: this is an ordinary command for the ordinary client.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
 */
export const OpaqueConverseCommand = Command.classBuilder<
  OpaqueConverseInput,
  OpaqueConverseOutput,
  BedrockRuntimeClientResolvedConfig
>()
  .ep(ENDPOINT_PARAMETERS)
  .m((_command, _stack, config) => [
    getSerdePlugin(config, writeRequest, readResponse),
    getEndpointPlugin(config, ENDPOINT_PARAMETERS),
  ])
  .s('AmazonBedrockFrontendService', 'Converse')
  .n('BedrockRuntimeClient', 'ConverseCommand')
  .f(hide, hide)
  .build();

async function writeRequest(
  input: OpaqueConverseInput,
  context: { readonly endpoint: Provider<Endpoint> },
): Promise<HttpRequest> {
  const { hostname, protocol, port, path } = await context.endpoint();
  return new HttpRequest({
    method: 'POST',
    protocol,
    hostname,
    ...(port === undefined ? {} : { port }),
    path: `${path === '/' ? '' : path}/model/${encodeURIComponent(input.modelId)}/converse`,
    headers: {
      'content-type': 'application/json',
      'content-length': String(input.body.byteLength),
    },
    body: input.body,
  });
}

async function readResponse(response: HttpResponse): Promise<OpaqueConverseOutput> {
  return { response, body: undefined, contentType: undefined, $metadata: {} };
}

/** An SDK logger would print what passes through these filters. */
function hide(): Record<string, never> {
  return {};
}
