import { ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { expect, it } from 'vitest';
import { createClient, MESSAGES, NOVA, NOVA_BODY } from '../../clients/bedrock-client';
import { runRouter } from '../../clients/run-router';
import { ask } from '../../local/bedrock/ask';

/** Each case is an operation of its own, by which its lines in the log are found. */
const CUTS = [
  ['in-frame', 'converse-stream', { at: 'mid-reply' }],
  ['between', 'converse-stream', { at: 'between-frames' }],
  ['in-frame-cleanly', 'converse-stream', { at: 'mid-reply', cleanly: true }],
  ['between-cleanly', 'converse-stream', { at: 'between-frames', cleanly: true }],
  ['in-chunk', 'invoke-with-response-stream', { at: 'mid-reply' }],
  ['between-chunks', 'invoke-with-response-stream', { at: 'between-frames' }],
  ['in-chunk-cleanly', 'invoke-with-response-stream', { at: 'mid-reply', cleanly: true }],
  [
    'between-chunks-cleanly',
    'invoke-with-response-stream',
    { at: 'between-frames', cleanly: true },
  ],
] as const;

const BODIES = {
  'converse-stream': JSON.stringify({ messages: MESSAGES }),
  'invoke-with-response-stream': NOVA_BODY,
};

const OTHER_OPERATIONS = ['typed', 'unopened'];

const router = runRouter({
  settings: {
    operations: Object.fromEntries(
      [...CUTS.map(([operation]) => operation), ...OTHER_OPERATIONS].map((name) => [name, NOVA]),
    ),
  },
});

it.each(CUTS)('a stream cut "%s" breaks for the client too', async (operation, action, cut) => {
  router.bedrock.failures.add({ kind: 'cut', ...cut });
  const answer = await ask(`${router.url}/model/${operation}/${action}`, { body: BODIES[action] });
  expect(answer.status).toBe(200);
  expect(answer.isCut).toBe(true);
  expect(await router.log.receiptOf(operation)).toMatchObject({
    level: 'ERROR',
    status: 502,
    router_error: 'stream-broken',
  });
  const metrics = await router.log.metricsOf(operation);
  expect(metrics).toMatchObject({ InvocationServerErrors: 1 });
  expect(metrics).not.toHaveProperty('Invocations');
});

it('throws in the AWS SDK, which speaks HTTP/2, while it reads', async () => {
  router.bedrock.failures.add({ kind: 'cut', at: 'between-frames', cleanly: true });
  const { stream = [] } = await createClient(router.url).send(
    new ConverseStreamCommand({ modelId: 'typed', messages: MESSAGES }),
  );
  const reading = (async () => {
    for await (const _ of stream);
  })();
  await expect(reading).rejects.toMatchObject({ code: 'ERR_HTTP2_STREAM_ERROR' });
});

it('is an error with a status where nothing of the stream had come', async () => {
  router.bedrock.failures.add({ kind: 'cut', at: 'before-reply', times: 2 });
  const answer = await ask(`${router.url}/v1/unopened/stream`, { body: BODIES['converse-stream'] });
  expect(answer.status).toBe(503);
  expect(answer.headers['x-amzn-errortype']).toBe('ServiceUnavailableException');
  expect(answer.isCut).toBe(false);
  expect(await router.log.metricsOf('unopened')).toMatchObject({ InvocationServerErrors: 1 });
});
