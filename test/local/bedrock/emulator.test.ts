import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { BedrockEmulator } from '../../../local/bedrock/emulator';
import { ask, askJson } from './ask';
import { MESSAGES, NOVA, readRefusal, SharedEmulator, violate } from './share-emulator';

const bedrock = new SharedEmulator();
const CONVERSE = `/model/${NOVA}/converse`;

describe('a path', () => {
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
  ])('is not an operation: %s', async (path) => {
    const body = {
      Output: { __type: 'com.amazon.coral.service#UnknownOperationException' },
      Version: '1.0',
    };
    expect(await bedrock.refuse(path, {})).toEqual([404, 'UnknownOperationException', body]);
  });

  it.each(['GET', 'PUT', 'DELETE'])('does not accept %s', async (method) => {
    const answer = await ask(bedrock.url + CONVERSE, { method });
    const message = `${method} is not allowed; use POST`;
    expect(readRefusal(answer)).toEqual([405, 'MethodNotAllowedException', { message }]);
    expect(answer.headers['allow']).toBe('POST');
  });

  it.each([
    ['%zz', 'converse', 'The provided model identifier is invalid.'],
    [
      'a'.repeat(2049),
      'converse',
      violate(` '${'a'.repeat(2049)}'`, 'modelId', 'have length less than or equal to 2048'),
    ],
    [
      'a'.repeat(257),
      'count-tokens',
      violate(` '${'a'.repeat(257)}'`, 'modelId', 'have length less than or equal to 256'),
    ],
  ])('has no valid model ID: %s', async (modelId, ending, message) => {
    const refusal = await bedrock.refuse(`/model/${modelId}/${ending}`, { messages: MESSAGES });
    expect(refusal).toEqual([400, 'ValidationException', { message }]);
  });

  it('is accepted on a shared server if it is for Bedrock', () => {
    const emulator = new BedrockEmulator();
    const accepts = (url: string) =>
      emulator.accepts({ url } as Parameters<typeof emulator.accepts>[0]);
    expect(accepts('/model/x/converse')).toBe(true);
    expect(accepts('/_local/bedrock/journal')).toBe(true);
    expect(accepts('/')).toBe(false);
    expect(accepts('/_local/parameter-store')).toBe(false);
  });
});

describe('the emulator', () => {
  it('still responds after a request that breaks off', async () => {
    const socket = connect(Number(new URL(bedrock.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('POST /model/x/converse HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"mess');
    socket.destroy();
    const answer = await askJson(bedrock.url + CONVERSE, { messages: MESSAGES });
    expect(answer.status).toBe(200);
    expect(bedrock.emulator.journal.entries).toHaveLength(1);
  });

  it('responds to an unexpected error with Bedrock’s internal error', async () => {
    bedrock.restart({
      composeReply: () => {
        throw new RangeError('broken');
      },
    });
    const message = 'The emulator failed: RangeError: broken';
    const refusal = await bedrock.refuse(`/model/${NOVA}/converse`, { messages: MESSAGES });
    expect(refusal).toEqual([500, 'InternalServerException', { message }]);
    expect(bedrock.emulator.journal.entries[0]).toMatchObject({
      exception: 'InternalServerException',
    });
  });

  it('breaks the connection on an unexpected error inside a stream', async () => {
    let draws = 0;
    bedrock.restart({
      random: () => {
        draws += 1;
        if (draws > 3) throw new RangeError('broken');
        return 0.5;
      },
    });
    const body = { messages: MESSAGES };
    const answer = await askJson(`${bedrock.url}/model/${NOVA}/converse-stream`, body);
    expect(answer).toMatchObject({ status: 200, isCut: true });
  });

  it('breaks the connection if it cannot keep the journal', async () => {
    bedrock.restart({ now: () => Number.NaN });
    const call = askJson(bedrock.url + CONVERSE, { messages: MESSAGES });
    await expect(call).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});
