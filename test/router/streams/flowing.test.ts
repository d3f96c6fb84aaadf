import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { NOVA } from '../../clients/bedrock-client';
import { runRouter } from '../../clients/run-router';
import { runScriptedBedrock } from '../../clients/scripted-bedrock';
import { ask } from '../../local/bedrock/ask';
import { FRAMES } from './frames';

const bedrock = runScriptedBedrock();
const router = runRouter({
  chooseEndpoints: bedrock.chooseEndpoints,
  settings: { requestTimeoutSeconds: 2, operations: { flowing: NOVA, limited: NOVA } },
});

const [START = new Uint8Array(), DELTA = new Uint8Array()] = FRAMES;
const ALL = Buffer.concat([START, ...Array.from({ length: 11 }, () => DELTA), ...FRAMES.slice(1)]);

/** Sends a stream for 2.2 seconds. */
function scriptFlow(): void {
  bedrock.script(async (response) => {
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
    response.write(START);
    for (let count = 0; count < 11; count += 1) {
      await sleep(200);
      response.write(DELTA);
    }
    response.end(Buffer.concat(FRAMES.slice(1)));
  });
}

it('a stream that flows may take longer than the request’s own time', async () => {
  scriptFlow();
  const answer = await ask(`${router.url}/v1/flowing/stream`, { body: '{"messages":[]}' });
  expect([answer.status, answer.isCut]).toEqual([200, false]);
  expect(answer.body.equals(ALL)).toBe(true);
  expect(await router.log.receiptOf('flowing')).toMatchObject({ status: 200 });
});

it('a stream that flows ends with the time that its caller sets', async () => {
  scriptFlow();
  const answer = await ask(`${router.url}/v1/limited/stream`, {
    body: '{"messages":[]}',
    headers: { 'x-router-timeout-ms': '1000' },
  });
  expect([answer.status, answer.isCut]).toEqual([200, true]);
  expect(await router.log.receiptOf('limited')).toMatchObject({
    status: 408,
    router_error: 'timed-out',
  });
});
