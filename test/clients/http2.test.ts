import { once } from 'node:events';
import { connect, constants } from 'node:http2';
import { ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttp2Handler } from '@smithy/node-http-handler';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createClient, MESSAGES, REPLY } from './bedrock-client';
import { runRouter } from './run-router';

const router = runRouter();

const STREAM = { modelId: 'extraction', messages: MESSAGES };

async function readText(client: ReturnType<typeof createClient>): Promise<string> {
  const { stream = [] } = await client.send(new ConverseStreamCommand(STREAM));
  let text = '';
  for await (const event of stream) text += event.contentBlockDelta?.delta?.text ?? '';
  return text;
}

describe('the AWS SDK with its default settings', () => {
  it('speaks HTTP/2', () => {
    expect(createClient(router.url).config.requestHandler).toBeInstanceOf(NodeHttp2Handler);
  });

  it('reads many replies and streams at once', async () => {
    const client = createClient(router.url);
    const replies = Array.from({ length: 20 }, () => client.send(new ConverseCommand(STREAM)));
    const texts = Array.from({ length: 20 }, () => readText(client));
    expect(await Promise.all(texts)).toEqual(texts.map(() => REPLY));
    for (const { stopReason } of await Promise.all(replies)) expect(stopReason).toBe('end_turn');
    expect(router.arrivals).toHaveLength(40);
  });

  it.each(['mid-reply', 'between-frames'] as const)(
    'sees a stream that broke %s as an error',
    async (at) => {
      router.bedrock.failures.add({ kind: 'cut', at });
      await expect(readText(createClient(router.url))).rejects.toThrow();
    },
  );
});

it('a stream of HTTP/2 that its client resets ends the call of Bedrock', async () => {
  router.bedrock.lengthenNextStream(100_000_000);
  const session = connect(router.url);
  onTestFinished(() => session.destroy());
  const stream = session.request({ ':method': 'POST', ':path': '/v1/extraction/stream' });
  stream.end(JSON.stringify({ messages: MESSAGES }));
  await once(stream, 'data');
  stream.close(constants.NGHTTP2_CANCEL);
  await expect.poll(() => router.arrival.aborted).toBe(true);
});
