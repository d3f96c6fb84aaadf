import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { Journal, type ReceivedRequest } from '../../../local/bedrock/journal';
import { ask } from './ask';
import { MESSAGES, NOVA, SharedEmulator } from './share-emulator';

function arrivalOf(body: string): ReceivedRequest {
  return { method: 'POST', path: '/', rawHeaders: [], headers: {}, body: Buffer.from(body) };
}

describe('the emulator', () => {
  const bedrock = new SharedEmulator();

  it('records the exact bytes, the path and the headers of a request', async () => {
    const body = '{ "messages" : [{"role":"user","content":[{"text":"\\u00e9 é"}]}] , "x":1 }\n';
    const headers = { 'X-Custom-Name': 'Some Value' };
    await ask(`${bedrock.url}/model/${NOVA}/converse?x=%20`, { body, headers });
    const [entry] = bedrock.emulator.journal.entries;
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

  it('records the bytes of the reply', async () => {
    const body = JSON.stringify({ messages: MESSAGES });
    const answer = await ask(`${bedrock.url}/model/${NOVA}/converse`, { body });
    expect(bedrock.emulator.journal.entries[0]?.replyBody?.equals(answer.body)).toBe(true);
  });

  it('decodes the model ID that the official client encodes', async () => {
    const modelId =
      'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.amazon.nova-2-lite-v1:0';
    await bedrock.client.send(new ConverseCommand({ modelId, messages: MESSAGES }));
    expect(bedrock.emulator.journal.entries[0]).toMatchObject({
      path: '/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A111122223333%3Ainference-profile%2Fus.amazon.nova-2-lite-v1%3A0/converse',
      modelId,
    });
  });
});

describe('Journal', () => {
  it('adds an outcome to the entry with its sequence number', () => {
    const journal = new Journal(() => 0);
    journal.record(arrivalOf('a'));
    const second = journal.record(arrivalOf('b'));
    journal.note(second, { status: 503 });
    expect(journal.entries.map(({ status }) => status)).toEqual([undefined, 503]);
  });

  it('continues to count after it was cleared, and ignores outcomes of dropped entries', () => {
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

  it('keeps no more bytes than its limit, but always the latest request', () => {
    const journal = new Journal(() => 0, 10);
    journal.record(arrivalOf('1234'));
    const second = journal.record(arrivalOf('1234'));
    journal.note(second, { replyBody: Buffer.from('123') });
    expect(journal.entries.map(({ sequence }) => sequence)).toEqual([2]);
    journal.record(arrivalOf('12345678901'));
    expect(journal.entries.map(({ sequence }) => sequence)).toEqual([3]);
  });
});
