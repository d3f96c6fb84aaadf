import { CountTokensCommand, type CountTokensInput } from '@aws-sdk/client-bedrock-runtime';
import { expect, it } from 'vitest';
import { CLAUDE, COUNTED, MESSAGES, NOVA, SharedEmulator } from './share-emulator';

const bedrock = new SharedEmulator();

const COUNTED_ARN = `arn:aws:bedrock:us-east-1::foundation-model/${COUNTED}`;
const CLAUDE_BODY = JSON.stringify({
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 100,
  messages: [{ role: 'user', content: 'Classify this page.' }],
});

it.each<[string, CountTokensInput, number]>([
  [COUNTED, { converse: { system: [{ text: 'Be terse' }], messages: MESSAGES } }, 7],
  [COUNTED_ARN, { invokeModel: { body: Buffer.from(CLAUDE_BODY) } }, 5],
])('counts the prompt of %s', async (modelId, input, inputTokens) => {
  const reply = await bedrock.client.send(new CountTokensCommand({ modelId, input }));
  expect(reply.inputTokens).toBe(inputTokens);
});

it.each([
  NOVA,
  'amazon.nova-pro-v1:0',
  'anthropic.claude-3-haiku-20240307-v1:0',
  'google.gemma-3-27b-it',
  CLAUDE,
  CLAUDE.replace('us.', 'global.'),
  `arn:aws:bedrock:us-east-1:111122223333:inference-profile/${CLAUDE}`,
  'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456',
])('counts nothing for %s, which has no CountTokens or is a profile', async (modelId) => {
  const body = { input: { converse: { messages: MESSAGES } } };
  const refusal = await bedrock.refuse(`/model/${encodeURIComponent(modelId)}/count-tokens`, body);
  expect(refusal).toEqual([
    400,
    'ValidationException',
    { message: "The provided model doesn't support counting tokens." },
  ]);
});
