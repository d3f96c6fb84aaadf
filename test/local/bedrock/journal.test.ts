import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { type Arrival, Journal } from '../../../local/bedrock/journal';
import { ask } from './ask';
import { MESSAGES, NOVA, startEmulator } from './start-emulator';

function arrivalOf(body: string): Arrival {
  return { method: 'POST', path: '/', rawHeaders: [], headers: {}, body: Buffer.from(body) };
}

describe('the emulator', () => {
  it('keeps the exact bytes, the path and the headers of a request', async () => {
    const { url, emulator } = await startEmulator();
    const body = '{ "messages" : [{"role":"user","content":[{"text":"\\u00e9 é"}]}] , "x":1 }\n';
    const headers = { 'X-Custom-Name': 'Some Value' };
    await ask(`${url}/model/${NOVA}/converse?x=%20`, { body, headers });
    const [entry] = emulator.journal.entries;
    expect(entry?.body.equals(Buffer.from(body))).toBe(true);
    expect(entry).toMatchObject({
      sequence: 1,
      method: 'POST',
      path: '/model/us.amazon.nova-2-lite-v1:0/converse?x=%20',
      modelId: 'us.amazon.nova-2-lite-v1:0',
      operation: 'Converse',
      headers: { 'x-custom-name': 'Some Value' },
      status: 200,
      aborted: false,
    });
    expect(entry?.rawHeaders.slice(0, 2)).toEqual(['X-Custom-Name', 'Some Value']);
  });

  it('keeps the bytes of the reply', async () => {
    const { url, emulator } = await startEmulator();
    const body = JSON.stringify({ messages: MESSAGES });
    const answer = await ask(`${url}/model/${NOVA}/converse`, { body });
    expect(emulator.journal.entries[0]?.replyBody?.equals(answer.body)).toBe(true);
  });

  it('decodes the model ID that the official client encodes', async () => {
    const { client, emulator } = await startEmulator();
    const modelId =
      'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.amazon.nova-2-lite-v1:0';
    await client.send(new ConverseCommand({ modelId, messages: MESSAGES }));
    expect(emulator.journal.entries[0]).toMatchObject({
      path: '/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A111122223333%3Ainference-profile%2Fus.amazon.nova-2-lite-v1%3A0/converse',
      modelId,
    });
  });
});

describe('Journal', () => {
  it('adds the outcome to the entry of that number', () => {
    const journal = new Journal(() => 0);
    journal.record(arrivalOf('a'));
    const second = journal.record(arrivalOf('b'));
    journal.note(second, { status: 503 });
    expect(journal.entries.map(({ status }) => status)).toEqual([undefined, 503]);
  });

  it('counts on after a clearing, and adds nothing to what is gone', () => {
    const journal = new Journal(() => 0);
    const gone = journal.record(arrivalOf('a'));
    journal.clear();
    journal.record(arrivalOf('b'));
    journal.note(gone, { status: 503 });
    expect(journal.entries).toMatchObject([{ sequence: 2 }]);
    expect(journal.entries[0]?.status).toBeUndefined();
  });

  it('keeps the latest 10,000 requests', () => {
    const journal = new Journal(() => 0);
    for (let count = 0; count < 10_001; count += 1) journal.record(arrivalOf(''));
    expect(journal.entries).toHaveLength(10_000);
    expect(journal.entries[0]?.sequence).toBe(2);
  });

  it('keeps no more bytes than its bound, but always the latest request', () => {
    const journal = new Journal(() => 0, 10);
    journal.record(arrivalOf('1234'));
    const second = journal.record(arrivalOf('1234'));
    journal.note(second, { replyBody: Buffer.from('123') });
    expect(journal.entries.map(({ sequence }) => sequence)).toEqual([2]);
    journal.record(arrivalOf('12345678901'));
    expect(journal.entries.map(({ sequence }) => sequence)).toEqual([3]);
  });
});
