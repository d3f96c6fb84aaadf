import type { Readable } from 'node:stream';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { BedrockReply } from '../../app/outcome';
import type { BedrockCall, BedrockModels } from '../../app/ports';
import { RouterError } from '../../core/router-error';
import { OpaqueConverseCommand } from './opaque-converse-command';

const CONNECTION_TIMEOUT_MILLIS = 3_000;
const MOST_CONNECTIONS = 1_024;
/** The time budget bounds a call; a silent socket does not, since a flex call may wait for minutes. */
const NO_SOCKET_TIMEOUT = 0;

/**
 * The client as the router wants it: HTTP/1.1 with connections kept alive, and no retries of its own, because what to
 * do about a failure depends on its cause and is the router's decision.
 */
export function createBedrockClient(): BedrockRuntimeClient {
  return new BedrockRuntimeClient({
    maxAttempts: 1,
    customUserAgent: 'bedrock-tier-router',
    requestHandler: new NodeHttpHandler({
      connectionTimeout: CONNECTION_TIMEOUT_MILLIS,
      socketTimeout: NO_SOCKET_TIMEOUT,
      httpAgent: { keepAlive: true, maxSockets: MOST_CONNECTIONS },
      httpsAgent: { keepAlive: true, maxSockets: MOST_CONNECTIONS },
    }),
  });
}

/** Amazon Bedrock through the AWS SDK, with bodies as bytes. */
export class BedrockRuntimeModels implements BedrockModels {
  readonly #client: BedrockRuntimeClient;

  constructor(client: BedrockRuntimeClient) {
    this.#client = client;
  }

  async converse({ baseModelId, body, signal }: BedrockCall): Promise<BedrockReply> {
    signal.throwIfAborted();
    try {
      const command = new OpaqueConverseCommand({ modelId: baseModelId, body });
      const { response } = await this.#client.send(command, { abortSignal: signal });
      const { statusCode: status, headers } = response;
      return { status, headers, body: await collect(response.body) };
    } catch (cause) {
      signal.throwIfAborted();
      throw new RouterError('bedrock-unreachable', 'no answer came from Amazon Bedrock', { cause });
    }
  }
}

async function collect(stream: Readable): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
