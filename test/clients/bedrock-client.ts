import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { HttpRequest } from '@smithy/core/protocols';
import { onTestFinished } from 'vitest';

/** A client as users have it, with the router's endpoint. It speaks HTTP/2, which is its default. */
export function createClient(url: string): BedrockRuntimeClient {
  const client = new BedrockRuntimeClient({
    region: 'us-east-1',
    endpoint: url,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
  onTestFinished(() => client.destroy());
  return client;
}

/** Records the bodies that the client sends, in order. */
export function recordBodies(client: BedrockRuntimeClient): readonly Buffer[] {
  const bodies: Buffer[] = [];
  client.middlewareStack.add(
    (next) => (step) => {
      if (HttpRequest.isInstance(step.request)) bodies.push(Buffer.concat([step.request.body]));
      return next(step);
    },
    { step: 'finalizeRequest', priority: 'low', name: 'recordBodies' },
  );
  return bodies;
}

/** The models of the tests: one that takes every tier, and one that takes none. */
export const NOVA = 'us.amazon.nova-2-lite-v1:0';
export const CLAUDE = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';

/** The smallest conversation. */
export const MESSAGES = [{ role: 'user' as const, content: [{ text: 'Classify this page.' }] }];

/** The smallest body of Nova's own format. */
export const NOVA_BODY = JSON.stringify({ schemaVersion: 'messages-v1', messages: MESSAGES });

/** The emulator's reply to {@link MESSAGES}. */
export const REPLY =
  'This is a simulated reply: a local emulator wrote it, and no model has read the prompt. ' +
  'Ask for a class, an extraction or an assessment as JSON.';
