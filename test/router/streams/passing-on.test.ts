import { once } from 'node:events';
import { expect, it } from 'vitest';
import { frameEvent } from '../../../local/bedrock/wire/event-stream-frame';
import { runRouter } from '../../clients/run-router';
import { runScriptedBedrock } from '../../clients/scripted-bedrock';
import { FRAMES } from './frames';

const bedrock = runScriptedBedrock();
const router = runRouter({ chooseEndpoints: bedrock.chooseEndpoints });

const EVENT_STREAM = { 'content-type': 'application/vnd.amazon.eventstream' };

function openStream(path = 'v1/extraction/stream'): Promise<Response> {
  return fetch(`${router.url}/${path}`, { method: 'POST', body: '{"messages":[]}' });
}

it('forwards each frame before Bedrock sends the next', async () => {
  const gates = FRAMES.map(() => new EventTarget());
  bedrock.script(async (response) => {
    response.writeHead(200, EVENT_STREAM);
    for (const [index, frame] of FRAMES.entries()) {
      response.write(frame);
      await once(gates[index] ?? new EventTarget(), 'read');
    }
    response.end();
  });
  const { body } = await openStream();
  const reader = body?.getReader();
  for (const [index, frame] of FRAMES.entries()) {
    const read = await reader?.read();
    expect(Buffer.from(read?.value ?? [])).toEqual(Buffer.from(frame));
    gates[index]?.dispatchEvent(new Event('read'));
  }
  expect(await reader?.read()).toEqual({ done: true, value: undefined });
});

it('answers once the first frame is whole, with whatever bytes of the next have come', async () => {
  const all = Buffer.concat(FRAMES);
  const sent = (FRAMES[0]?.length ?? 0) + 5;
  const gate = new EventTarget();
  bedrock.script(async (response) => {
    response.writeHead(200, EVENT_STREAM).write(all.subarray(0, sent));
    await once(gate, 'read');
    response.end(all.subarray(sent));
  });
  const { body } = await openStream();
  const reader = body?.getReader();
  expect(Buffer.from((await reader?.read())?.value ?? [])).toEqual(all.subarray(0, sent));
  gate.dispatchEvent(new Event('read'));
  const later: Uint8Array[] = [];
  for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
    later.push(read.value);
  }
  expect(Buffer.concat(later)).toEqual(all.subarray(sent));
});

it.each(['v1/extraction/stream', 'model/extraction/converse-stream'])(
  'gives /%s the bytes of Bedrock, and its headers',
  async (path) => {
    bedrock.script((response) => {
      response.writeHead(200, {
        ...EVENT_STREAM,
        'x-amzn-RequestId': 'f7a1',
        'X-Amzn-Bedrock-Future': 'yes',
        'set-cookie': 'not=passed',
        server: 'not passed',
      });
      response.end(Buffer.concat(FRAMES));
    });
    const reply = await openStream(path);
    expect(Buffer.from(await reply.arrayBuffer())).toEqual(Buffer.concat(FRAMES));
    expect(Object.keys(Object.fromEntries(reply.headers)).sort()).toEqual([
      'connection',
      'content-type',
      'date',
      'keep-alive',
      'transfer-encoding',
      'x-amzn-bedrock-future',
      'x-amzn-requestid',
      'x-router-attempts',
      'x-router-mapping-version',
      'x-router-model-id',
      'x-router-operation',
      'x-router-requested-tier',
    ]);
  },
);

it('passes on a frame that is larger than it reads', async () => {
  const text = 'x'.repeat(3 * 1024 * 1024);
  const large = frameEvent({ type: 'contentBlockDelta', payload: { delta: { text } } }, 0);
  const [first = new Uint8Array(), ...rest] = FRAMES;
  const bytes = Buffer.concat([first, large, ...rest]);
  bedrock.script((response) => {
    response.writeHead(200, EVENT_STREAM).end(bytes);
  });
  const reply = await openStream();
  expect(bytes.equals(Buffer.from(await reply.arrayBuffer()))).toBe(true);
});
