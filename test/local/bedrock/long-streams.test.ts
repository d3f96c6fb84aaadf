import { once } from 'node:events';
import { request } from 'node:http';
import { ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { expect, it } from 'vitest';
import { MESSAGES, NOVA, SharedEmulator } from './share-emulator';

const bedrock = new SharedEmulator();

it.each([1, 16_384, 100_000])('sends exactly %i bytes of text', async (byteLength) => {
  bedrock.emulator.lengthenNextStream(byteLength);
  const inferenceConfig = { maxTokens: 5 };
  const { stream = [] } = await bedrock.client.send(
    new ConverseStreamCommand({ modelId: NOVA, messages: MESSAGES, inferenceConfig }),
  );
  let text = '';
  let stopReason: string | undefined;
  for await (const event of stream) {
    text += event.contentBlockDelta?.delta?.text ?? '';
    stopReason = event.messageStop?.stopReason ?? stopReason;
  }
  expect(Buffer.byteLength(text)).toBe(byteLength);
  expect(stopReason).toBe('end_turn');
});

it('waits for a client that does not read, without keeping the rest in memory', async () => {
  bedrock.emulator.lengthenNextStream(200_000_000);
  const outgoing = request(`${bedrock.url}/model/${NOVA}/converse-stream`, { method: 'POST' });
  outgoing.end(JSON.stringify({ messages: MESSAGES }));
  const [response] = await once(outgoing, 'response');
  const before = process.memoryUsage().arrayBuffers;
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  response.destroy();
});
