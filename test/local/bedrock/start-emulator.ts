import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { onTestFinished } from 'vitest';
import { BedrockEmulator, type BedrockEmulatorOptions } from '../../../local/bedrock/emulator';
import { serveOnLoopback } from '../../../local/loopback-server';

/** An emulator on a free port, with the official client pointed at it. */
export interface StartedEmulator {
  readonly emulator: BedrockEmulator;
  readonly client: BedrockRuntimeClient;
  readonly url: string;
}

/** Starts an emulator for the test that runs, and stops it with the test. */
export async function startEmulator(
  options: BedrockEmulatorOptions = {},
): Promise<StartedEmulator> {
  const emulator = new BedrockEmulator({
    random: () => 0.5,
    composeReply: () => REPLY,
    ...options,
  });
  const server = await serveOnLoopback(emulator.listener);
  const client = new BedrockRuntimeClient({
    region: 'us-east-1',
    endpoint: server.url,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    requestHandler: new NodeHttpHandler(),
    maxAttempts: 1,
  });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  return { emulator, client, url: server.url };
}

/** 94 characters: 24 tokens, and 5 deltas in a stream. */
export const REPLY =
  'Simulated reply: no model was called. The page is an invoice, with a confidence of 97 percent.';

export const NOVA = 'us.amazon.nova-2-lite-v1:0';
export const CLAUDE = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
export const GPT_OSS = 'openai.gpt-oss-120b-1:0';

/** The smallest conversation. */
export const MESSAGES = [{ role: 'user' as const, content: [{ text: 'Classify this page.' }] }];
