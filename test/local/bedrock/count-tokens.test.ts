import { CountTokensCommand } from '@aws-sdk/client-bedrock-runtime';
import { expect, it } from 'vitest';
import { askJson, readJson } from './ask';
import { CLAUDE, MESSAGES, NOVA, startEmulator } from './start-emulator';

it('counts a Converse prompt', async () => {
  const { client } = await startEmulator();
  const input = { converse: { system: [{ text: 'Be terse' }], messages: MESSAGES } };
  const reply = await client.send(new CountTokensCommand({ modelId: NOVA, input }));
  expect(reply.inputTokens).toBe(7);
});

it('counts an invoke body', async () => {
  const { client } = await startEmulator();
  const body = JSON.stringify({
    anthropic_version: 'bedrock-2023-05-31',
    max_tokens: 100,
    messages: [{ role: 'user', content: 'Classify this page.' }],
  });
  const input = { invokeModel: { body: Buffer.from(body) } };
  const reply = await client.send(new CountTokensCommand({ modelId: CLAUDE, input }));
  expect(reply.inputTokens).toBe(5);
});

it('takes model IDs of at most 256 characters', async () => {
  const { client } = await startEmulator();
  const modelId = 'a'.repeat(257);
  const input = { converse: { messages: MESSAGES } };
  await expect(client.send(new CountTokensCommand({ modelId, input }))).rejects.toMatchObject({
    name: 'ValidationException',
    message: `1 validation error detected: Value '${modelId}' at 'modelId' failed to satisfy constraint: Member must have length less than or equal to 256`,
  });
});

it.each([[{}], [{ input: null }], [{ input: {} }], [{ input: { invokeModel: {} } }]])(
  'refuses %j, which has nothing to count',
  async (body) => {
    const { url } = await startEmulator();
    const answer = await askJson(`${url}/model/${NOVA}/count-tokens`, body);
    expect(answer.status).toBe(400);
    expect(readJson(answer)).toEqual({
      message:
        "1 validation error detected: Value null at 'input' failed to satisfy constraint: Member must not be null",
    });
  },
);
