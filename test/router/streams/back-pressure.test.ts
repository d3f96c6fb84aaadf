import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { frameEvent } from '../../../local/bedrock/wire/event-stream-frame';
import { MESSAGES } from '../../clients/bedrock-client';
import { runRouter } from '../../clients/run-router';
import { runScriptedBedrock } from '../../clients/scripted-bedrock';
import { FRAMES } from './frames';

const bedrock = runScriptedBedrock();
const router = runRouter({
  chooseEndpoints: bedrock.chooseEndpoints,
  environment: { NODE_OPTIONS: `--require ${join(__dirname, 'report-memory.cjs')}` },
});

const MEGABYTE = 1024 * 1024;
const LENGTH = 50 * MEGABYTE;
/** The buffers of two loopback connections, which the kernel lets grow to about 6 MB each way, and a few of Node's. */
const MOST_UNDERWAY = 30 * MEGABYTE;
const MOST_GROWTH = 60 * MEGABYTE;

const text = 'x'.repeat(16_384);
const DELTA = frameEvent({ type: 'contentBlockDelta', payload: { delta: { text } } }, 0);

/** How many bytes Bedrock has sent, and whether it waits for the router. */
class Progress {
  sent = 0;
  isHeldBack = false;

  async sendLongStream(response: ServerResponse): Promise<void> {
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
    while (this.sent < LENGTH) await this.#send(response, DELTA);
    for (const frame of FRAMES) await this.#send(response, frame);
    response.end();
  }

  async #send(response: ServerResponse, frame: Uint8Array): Promise<void> {
    this.sent += frame.length;
    if (response.write(frame)) return;
    this.isHeldBack = true;
    await once(response, 'drain');
    this.isHeldBack = false;
  }

  /** Waits until the router takes no more bytes, or has taken all. */
  async waitUntilHeldBack(): Promise<void> {
    let before = -1;
    await vi.waitFor(
      () => {
        const hasMoved = this.sent !== before;
        before = this.sent;
        if (this.sent < LENGTH && (hasMoved || !this.isHeldBack)) expect.fail('bytes are moving');
      },
      { interval: 100 },
    );
  }
}

async function openStream(): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const { body } = await fetch(`${router.url}/v1/extraction/stream`, {
    method: 'POST',
    body: JSON.stringify({ messages: MESSAGES }),
  });
  if (body === null) throw new Error('the stream has no body');
  return body.getReader();
}

function latestMemory(): number {
  return Number(router.log.latest((line) => 'rss' in line)?.['rss']);
}

it('holds Bedrock back while a client does not read, and buffers little', async () => {
  const warmUp = new Progress();
  bedrock.script((response) => warmUp.sendLongStream(response));
  const warmUpReader = await openStream();
  while (!(await warmUpReader.read()).done);
  const memoryBefore = latestMemory();

  const progress = new Progress();
  bedrock.script((response) => progress.sendLongStream(response));
  const reader = await openStream();
  let read = 0;
  let mostMemory = 0;
  let mostUnderway = 0;
  for (const pauseAt of [0, 10, 20]) {
    while (read <= pauseAt * MEGABYTE) read += (await reader.read()).value?.length ?? 0;
    await progress.waitUntilHeldBack();
    expect(progress.isHeldBack).toBe(true);
    mostUnderway = Math.max(mostUnderway, progress.sent - read);
    mostMemory = Math.max(mostMemory, latestMemory());
  }
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    read += piece.value.length;
    mostMemory = Math.max(mostMemory, latestMemory());
  }
  expect(read).toBe(progress.sent);
  expect(mostUnderway).toBeLessThan(MOST_UNDERWAY);
  expect(mostMemory - memoryBefore).toBeLessThan(MOST_GROWTH);
});
