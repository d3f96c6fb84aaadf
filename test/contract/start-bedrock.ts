import { onTestFinished, vi } from 'vitest';
import { createBedrockClient } from '../../lambda/adapters/bedrock/create-client';
import { BedrockRuntimeModels } from '../../lambda/adapters/bedrock/runtime-models';
import { SdkTransport } from '../../lambda/adapters/bedrock/transport';
import { BedrockEmulator, type BedrockEmulatorOptions } from '../../local/bedrock/emulator';
import { serveOnLoopback } from '../../local/loopback-server';

/** An emulator for Amazon Bedrock on a free port for one test, and the adapter pointed at it. */
export async function startBedrock(options: BedrockEmulatorOptions = {}, clock = () => 0) {
  const emulator = new BedrockEmulator({ random: () => 0.5, composeReply: () => 'ok', ...options });
  const server = await serveOnLoopback(emulator.listener);
  onTestFinished(() => server.close());
  return { emulator, url: server.url, models: createModels(server.url, clock) };
}

/** The adapter with the client of the deployed function, which takes everything from its environment. */
export function createModels(url: string, clock = () => 0): BedrockRuntimeModels {
  vi.stubEnv('AWS_ENDPOINT_URL_BEDROCK_RUNTIME', url);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  const client = createBedrockClient();
  onTestFinished(() => {
    client.destroy();
    vi.unstubAllEnvs();
  });
  return new BedrockRuntimeModels(new SdkTransport(client), clock);
}
