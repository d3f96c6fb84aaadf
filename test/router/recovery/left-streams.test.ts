import { expect, it, vi } from 'vitest';
import { frameException } from '../../../local/bedrock/wire/event-stream-frame';
import { runRouter } from '../../clients/run-router';
import { runScriptedBedrock } from '../../clients/scripted-bedrock';
import { FRAMES } from '../streams/frames';
import { askRoute, GEMMA, readTold, US } from './ask-route';

const bedrock = runScriptedBedrock();
const router = runRouter({
  chooseEndpoints: bedrock.chooseEndpoints,
  settings: { operations: { extraction: `${US}:flex,${GEMMA}` } },
});

const STREAM = { 'content-type': 'application/vnd.amazon.eventstream' };

it('a stream that is given up is closed, even if Bedrock would continue', async () => {
  let isClosed = false;
  bedrock.script(
    (response) => {
      response.once('close', () => {
        isClosed = true;
      });
      response.writeHead(200, STREAM);
      response.write(frameException('throttlingException', 'Too many requests.'));
    },
    (response) => {
      response.writeHead(200, STREAM).end(Buffer.concat(FRAMES));
    },
  );
  const answer = await askRoute(router, 'extraction', { action: 'converse-stream' });
  expect(readTold(answer)).toMatchObject({
    status: 200,
    attempts: [`${US}:flex=429`, `${GEMMA}=200`],
  });
  expect(answer.body).toEqual(Buffer.concat(FRAMES));
  await vi.waitFor(() => expect(isClosed).toBe(true));
});
