import { once } from 'node:events';
import { expect, it, vi } from 'vitest';
import { frameEvent } from '../../local/bedrock/wire/event-stream-frame';
import { MESSAGES, NOVA } from '../clients/bedrock-client';
import { runRouter } from '../clients/run-router';
import { runScriptedBedrock } from '../clients/scripted-bedrock';
import { ask } from '../local/bedrock/ask';
import { FRAMES } from './streams/frames';

const bedrock = runScriptedBedrock();
const router = runRouter({
  chooseEndpoints: bedrock.chooseEndpoints,
  settings: {
    requestTimeoutSeconds: 1,
    operations: { extraction: NOVA, classification: NOVA, stalled: NOVA },
  },
});

const BODY = JSON.stringify({ messages: MESSAGES });

it('breaks a stream that is silent too long', async () => {
  const departed = vi.fn();
  bedrock.script((response) => {
    response.once('close', departed);
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
    response.write(FRAMES[0]);
  });
  const answer = await ask(`${router.url}/v1/extraction/stream`, { body: BODY });
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual(Buffer.from(FRAMES[0] ?? []));
  expect(answer.isCut).toBe(true);
  await vi.waitFor(() => expect(departed).toHaveBeenCalled());
  expect(await router.log.receiptOf('extraction')).toMatchObject({
    status: 408,
    router_error: 'timed-out',
  });
});

it.each(['/v1/classification', '/v1/classification/stream'])(
  'answers 408 if nothing has come to %s in time, and ends the call',
  async (path) => {
    const departed = vi.fn();
    bedrock.script((response) => void response.once('close', departed));
    const { status, isCut, headers, body } = await ask(router.url + path, { body: BODY });
    expect([status, isCut]).toEqual([408, false]);
    expect(headers).toMatchObject({
      'x-amzn-errortype': 'ModelTimeoutException',
      'x-router-error': 'timed-out',
      'x-router-operation': 'classification',
    });
    expect(JSON.parse(body.toString('utf8'))).toEqual({
      message: 'the request did not end within its 1 s',
    });
    await vi.waitFor(() => expect(departed).toHaveBeenCalled());
  },
);

it('breaks a stream that its client has stopped reading', async () => {
  bedrock.script(async (response) => {
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
    const delta = { text: 'x'.repeat(1024 * 1024) };
    const piece = frameEvent({ type: 'contentBlockDelta', payload: { delta } }, 0);
    while (!response.destroyed) if (!response.write(piece)) await once(response, 'drain');
  });
  const { body } = await fetch(`${router.url}/v1/stalled/stream`, { method: 'POST', body: BODY });
  expect(await router.log.receiptOf('stalled')).toMatchObject({
    status: 408,
    router_error: 'timed-out',
  });
  // A body that nothing refers to any more is cancelled.
  expect(body).not.toBeNull();
});
