import {
  BedrockRuntimeClient,
  type BedrockRuntimeClientConfig,
} from '@aws-sdk/client-bedrock-runtime';
import { DeliveryHandler } from './delivery-handler';
import { Sha256 } from './sha256';

/**
 * Creates a client that uses HTTP/1.1, keeps connections alive and does not retry. The router decides by the cause of a
 * failure what to call next.
 *
 * @param options of a connection: its Region, endpoint and credentials
 */
export function createBedrockClient(
  options: BedrockRuntimeClientConfig = {},
): BedrockRuntimeClient {
  return new BedrockRuntimeClient({
    ...options,
    maxAttempts: 1,
    customUserAgent: 'bedrock-tier-router',
    sha256: Sha256,
    requestHandler: new DeliveryHandler(),
  });
}
