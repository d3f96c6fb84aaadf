import type {
  BedrockRuntimeClient,
  BedrockRuntimeClientResolvedConfig,
} from '@aws-sdk/client-bedrock-runtime';
import { Command } from '@smithy/core/client';
import { getEndpointPlugin } from '@smithy/core/endpoints';
import { HttpRequest } from '@smithy/core/protocols';
import { getSerdePlugin } from '@smithy/core/serde';
import type {
  BuildMiddleware,
  Endpoint,
  MetadataBearer,
  Pluggable,
  Provider,
  RelativeMiddlewareOptions,
  SelectedHttpAuthScheme,
} from '@smithy/types';

/** What the SDK's client prepares alike for every call. */
export interface CallTemplate {
  /** The endpoint, its path, the host and the user agent. */
  readonly request: HttpRequest;
  /** How calls are signed: by the region's signature, or with a bearer token. */
  readonly scheme: SelectedHttpAuthScheme;
}

/** The client's `send` accepts only inputs and outputs that look like those of its own commands. */
interface TemplateInput {
  readonly modelId: string;
}

interface TemplateOutput extends MetadataBearer {
  readonly template: CallTemplate;
  readonly body: undefined;
  readonly contentType: undefined;
}

/**
 * Lets the client prepare a call, with all that its configuration and its environment say, and sends nothing.
 *
 * @throws the client's error if it has no Region or no credentials, or if no endpoint suits its configuration
 */
export async function readCallTemplate(client: BedrockRuntimeClient): Promise<CallTemplate> {
  const { template } = await client.send(new TemplateCommand({ modelId: 'none' }));
  return template;
}

const ENDPOINT_PARAMETERS = {
  UseFIPS: { type: 'builtInParams', name: 'useFipsEndpoint' },
  Endpoint: { type: 'builtInParams', name: 'endpoint' },
  Region: { type: 'builtInParams', name: 'region' },
  UseDualStack: { type: 'builtInParams', name: 'useDualstackEndpoint' },
} as const;

const TemplateCommand = Command.classBuilder<
  TemplateInput,
  TemplateOutput,
  BedrockRuntimeClientResolvedConfig
>()
  .ep(ENDPOINT_PARAMETERS)
  .m((_command, _stack, config) => [
    getSerdePlugin(config, writeRequest, refuseResponse),
    getEndpointPlugin(config, ENDPOINT_PARAMETERS),
    TAKING_TEMPLATE,
  ])
  .s('AmazonBedrockFrontendService', 'InvokeModel')
  .n('BedrockRuntimeClient', 'InvokeModelCommand')
  .build();

async function writeRequest(
  _input: unknown,
  { endpoint }: { readonly endpoint: Provider<Endpoint> },
): Promise<HttpRequest> {
  const { hostname, protocol, port, path } = await endpoint();
  return new HttpRequest({
    method: 'POST',
    protocol,
    hostname,
    ...(port === undefined ? {} : { port }),
    path,
  });
}

/** The trace of a request is not that of the next. Retries, the signature and the socket come after it. */
const BEFORE_TRACES: RelativeMiddlewareOptions = {
  relation: 'before',
  toMiddleware: 'recursionDetectionMiddleware',
  name: 'takeTemplate',
};

const TAKING_TEMPLATE: Pluggable<TemplateInput, TemplateOutput> = {
  applyToStack: (stack) => stack.addRelativeTo(takeTemplate, BEFORE_TRACES),
};

/** Ends the client's preparation: the middleware that follows is not called. */
const takeTemplate: BuildMiddleware<TemplateInput, TemplateOutput> =
  (_next, { __smithy_context: prepared }) =>
  async ({ request }) => {
    const scheme = prepared?.selectedHttpAuthScheme;
    if (!HttpRequest.isInstance(request) || scheme === undefined) {
      throw new Error('the client of Amazon Bedrock prepared no request');
    }
    const template = { request, scheme };
    const output = { template, body: undefined, contentType: undefined, $metadata: {} };
    return { response: undefined, output };
  };

async function refuseResponse(): Promise<TemplateOutput> {
  throw new Error('a template was sent');
}
