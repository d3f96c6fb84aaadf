import { CountTokensCommand, type CountTokensInput } from '@aws-sdk/client-bedrock-runtime';
import { expect, it } from 'vitest';
import { CLAUDE, MESSAGES, NOVA, SharedEmulator } from './share-emulator';

const bedrock = new SharedEmulator();

const CLAUDE_BODY = JSON.stringify({
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 100,
  messages: [{ role: 'user', content: 'Classify this page.' }],
});

it.each<[string, CountTokensInput, number]>([
  [NOVA, { converse: { system: [{ text: 'Be terse' }], messages: MESSAGES } }, 7],
  [CLAUDE, { invokeModel: { body: Buffer.from(CLAUDE_BODY) } }, 5],
])('counts the prompt of %s', async (modelId, input, inputTokens) => {
  const reply = await bedrock.client.send(new CountTokensCommand({ modelId, input }));
  expect(reply.inputTokens).toBe(inputTokens);
});
