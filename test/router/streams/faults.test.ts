import { once } from 'node:events';
import { expect, it } from 'vitest';
import { NOVA } from '../../clients/bedrock-client';
import { runRouter } from '../../clients/run-router';
import { runScriptedBedrock } from '../../clients/scripted-bedrock';
import { encodeEvent, encodeTypedFrame } from '../../lambda/adapters/bedrock/encode-frame';
import { FRAMES } from './frames';

const [START, ...REST] = FRAMES.map((frame) => Buffer.from(frame));
const [DELTA = Buffer.alloc(0)] = REST;
const TRACE = encodeEvent('metadata', { trace: 'x'.repeat(2 * 1024 * 1024) });

function change(frame: Buffer, place: number): Buffer {
  const changed = Buffer.from(frame);
  changed.writeUInt8(changed.readUInt8(place) ^ 1, place);
  return changed;
}

/** Operation → what follows the first frame, before the stream ends cleanly. */
const FAULTS = [
  ['changed-payload', [change(DELTA, 120), ...REST.slice(1)]],
  ['changed-length', [change(DELTA, 3), ...REST.slice(1)]],
  ['changed-trace', [...REST.slice(0, -1), change(TRACE, 1024 * 1024)]],
  ['truncated', [...REST.slice(0, -1), TRACE.subarray(0, -1)]],
  ['page', [...REST, Buffer.from('<!doctype html><title>502 Bad Gateway</title>')]],
] as const;

const bedrock = runScriptedBedrock();
const router = runRouter({
  chooseEndpoints: bedrock.chooseEndpoints,
  settings: {
    operations: Object.fromEntries(
      [...FAULTS.map(([name]) => name), 'unnamed'].map((name) => [name, NOVA]),
    ),
  },
});

/** Sends the first frame, and the rest once the client has read it. */
async function openStream(operation: string, rest: readonly Uint8Array[]) {
  const gate = new EventTarget();
  bedrock.script(async (response) => {
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
    response.write(START);
    await once(gate, 'read');
    response.end(Buffer.concat(rest));
  });
  const { body } = await fetch(`${router.url}/v1/${operation}/stream`, {
    method: 'POST',
    body: '{"messages":[]}',
  });
  const reader = body?.getReader();
  expect(Buffer.from((await reader?.read())?.value ?? [])).toEqual(START);
  gate.dispatchEvent(new Event('read'));
  return reader;
}

it.each(FAULTS)('a stream with a fault breaks for the client too: %s', async (operation, rest) => {
  const reader = await openStream(operation, rest);
  const reading = (async () => {
    for (let read = await reader?.read(); read?.done === false; read = await reader?.read());
  })();
  await expect(reading).rejects.toThrow('terminated');
  expect(await router.log.receiptOf(operation)).toMatchObject({
    level: 'ERROR',
    status: 502,
    router_error: 'stream-broken',
  });
  expect(await router.log.metricsOf(operation)).toMatchObject({ InvocationServerErrors: 1 });
});

it('a message without headers passes as it is, and is no exception', async () => {
  const rest = [encodeTypedFrame({}, '{"note":"something new"}'), ...REST];
  const reader = await openStream('unnamed', rest);
  const chunks: Uint8Array[] = [];
  for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
    chunks.push(read.value);
  }
  expect(Buffer.concat(chunks)).toEqual(Buffer.concat(rest));
  const receipt = await router.log.receiptOf('unnamed');
  expect(receipt).toMatchObject({ status: 200, resolved_tier: 'flex' });
  expect(receipt).not.toHaveProperty('bedrock_error');
});
