import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { BedrockEmulator } from '../../../local/bedrock/emulator';
import { ask, askJson, readJson } from './ask';
import { MESSAGES, NOVA, startEmulator } from './start-emulator';

describe('paths', () => {
  it.each([
    '/',
    '/model',
    '/model/',
    '/model//converse',
    `/model/${NOVA}`,
    `/model/${NOVA}/Converse`,
    `/model/${NOVA}/converse/`,
    '/model/arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.amazon.nova-2-lite-v1:0/converse',
    '/inference-profiles?type=SYSTEM_DEFINED',
  ])('knows no operation at %s', async (path) => {
    const { url } = await startEmulator();
    const answer = await ask(url + path);
    expect(answer.status).toBe(404);
    expect(answer.headers['x-amzn-errortype']).toMatch(/^UnknownOperationException:/);
    expect(readJson(answer)).toEqual({
      Output: { __type: 'com.amazon.coral.service#UnknownOperationException' },
      Version: '1.0',
    });
  });

  it.each(['GET', 'PUT', 'DELETE'])('does not take %s', async (method) => {
    const { url } = await startEmulator();
    const answer = await ask(`${url}/model/${NOVA}/converse`, { method });
    expect(answer.status).toBe(405);
    expect(answer.headers['allow']).toBe('POST');
    expect(readJson(answer)).toEqual({ message: `${method} is not allowed here, POST is` });
  });

  it.each([
    ['%zz', 'The provided model identifier is invalid.'],
    [
      'a'.repeat(2049),
      `1 validation error detected: Value '${'a'.repeat(2049)}' at 'modelId' failed to satisfy constraint: Member must have length less than or equal to 2048`,
    ],
  ])('refuses the model ID %s', async (modelId, message) => {
    const { url } = await startEmulator();
    const answer = await askJson(`${url}/model/${modelId}/converse`, { messages: MESSAGES });
    expect(answer.status).toBe(400);
    expect(readJson(answer)).toEqual({ message });
  });

  it('accepts its own paths only', () => {
    const emulator = new BedrockEmulator();
    const accepts = (url: string) =>
      emulator.accepts({ url } as Parameters<typeof emulator.accepts>[0]);
    expect(accepts('/model/x/converse')).toBe(true);
    expect(accepts('/_local/bedrock/journal')).toBe(true);
    expect(accepts('/')).toBe(false);
    expect(accepts('/_local/parameter-store')).toBe(false);
  });
});

describe('Converse bodies', () => {
  it.each(['', '{', 'null', '[]', '"x"', '\u0000\u0001'])(
    'refuses %j, which is no object',
    async (body) => {
      const { url } = await startEmulator();
      const answer = await ask(`${url}/model/${NOVA}/converse`, { body });
      expect(answer.status).toBe(400);
      expect(answer.headers['x-amzn-errortype']).toMatch(/^SerializationException:/);
      expect(readJson(answer)).toEqual({ message: 'The request body is not a JSON object' });
    },
  );

  it.each([
    [
      {},
      "1 validation error detected: Value null at 'messages' failed to satisfy constraint: Member must not be null",
    ],
    [
      { messages: [] },
      'A conversation must start with a user message. Try again with a conversation that starts with a user message.',
    ],
    [
      { messages: [{ role: 'assistant', content: [{ text: 'Hi' }] }] },
      'A conversation must start with a user message. Try again with a conversation that starts with a user message.',
    ],
    [
      { messages: [...MESSAGES, ...MESSAGES] },
      'A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.',
    ],
    [
      { messages: [{ role: 'system', content: [{ text: 'Hi' }] }] },
      "1 validation error detected: Value 'system' at 'messages.1.member.role' failed to satisfy constraint: Member must satisfy enum value set: [user, assistant]",
    ],
    [
      { messages: [null] },
      "1 validation error detected: Value null at 'messages.1.member.role' failed to satisfy constraint: Member must satisfy enum value set: [user, assistant]",
    ],
    [
      { messages: [{ role: 'user', content: [] }] },
      'The content field in the Message object at messages.0 is empty. Add a ContentBlock object to the content field and try again.',
    ],
    [
      { messages: [{ role: 'user', content: [{ text: ' \n' }] }] },
      'The text field in the ContentBlock object at messages.0.content.0 is blank. Add text to the text field, and try again.',
    ],
    [
      { messages: MESSAGES, inferenceConfig: { maxTokens: 0 } },
      "1 validation error detected: Value '0' at 'inferenceConfig.maxTokens' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [{ messages: 'Hi' }, 'STRING_VALUE can not be converted to a List'],
    [{ messages: ['Hi'] }, 'STRING_VALUE can not be converted to a Structure'],
    [
      { messages: [{ role: 'user', content: [{ text: 7 }] }] },
      'NUMBER_VALUE can not be converted to a String',
    ],
    [{ messages: MESSAGES, system: 'Hi' }, 'STRING_VALUE can not be converted to a List'],
    [
      { messages: MESSAGES, inferenceConfig: { maxTokens: 1.5 } },
      'NUMBER_VALUE can not be converted to an Integer',
    ],
    [
      { messages: MESSAGES, toolConfig: { tools: {} } },
      'Start of structure or map found where not expected.',
    ],
  ])('refuses %j', async (body, message) => {
    const { url } = await startEmulator();
    for (const ending of ['converse', 'converse-stream']) {
      const answer = await askJson(`${url}/model/${NOVA}/${ending}`, body);
      expect(answer.status).toBe(400);
      expect(readJson(answer)).toEqual({ message });
    }
  });
});

it('refuses a body of more than 25 MB', async () => {
  const { url, emulator } = await startEmulator();
  const body = Buffer.alloc(25_000_001, ' ');
  const answer = await ask(`${url}/model/${NOVA}/invoke`, { body });
  expect(answer.status).toBe(400);
  expect(readJson(answer)).toEqual({
    message:
      "1 validation error detected: Value at 'body' failed to satisfy constraint: Member must have length less than or equal to 25000000",
  });
  expect(emulator.journal.entries[0]).toMatchObject({ status: 400 });
});

it('survives a request that breaks off', async () => {
  const { url, emulator } = await startEmulator();
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write('POST /model/x/converse HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"mess');
  socket.destroy();
  const answer = await askJson(`${url}/model/${NOVA}/converse`, { messages: MESSAGES });
  expect(answer.status).toBe(200);
  expect(emulator.journal.entries).toHaveLength(1);
});

it('answers a fault of its own as Bedrock’s internal error', async () => {
  const { url, emulator } = await startEmulator({
    composeReply: () => {
      throw new RangeError('broken');
    },
  });
  const answer = await askJson(`${url}/model/${NOVA}/converse`, { messages: MESSAGES });
  expect(answer.status).toBe(500);
  expect(readJson(answer)).toEqual({ message: 'The emulator failed: RangeError: broken' });
  expect(emulator.journal.entries[0]).toMatchObject({ exception: 'InternalServerException' });
});

it('breaks the connection on a fault inside a stream', async () => {
  let draws = 0;
  const { url } = await startEmulator({
    random: () => {
      draws += 1;
      if (draws > 3) throw new RangeError('broken');
      return 0.5;
    },
  });
  const answer = await askJson(`${url}/model/${NOVA}/converse-stream`, { messages: MESSAGES });
  expect(answer.status).toBe(200);
  expect(answer.isCut).toBe(true);
});

it('breaks the connection where not even the journal can be kept', async () => {
  const { url } = await startEmulator({ now: () => Number.NaN });
  const call = askJson(`${url}/model/${NOVA}/converse`, { messages: MESSAGES });
  await expect(call).rejects.toMatchObject({ code: 'ECONNRESET' });
});
