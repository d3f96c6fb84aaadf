import { ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { expect, it } from 'vitest';
import { createClient, MESSAGES, NOVA, NOVA_BODY } from '../../clients/bedrock-client';
import { runRouter } from '../../clients/run-router';
import { ask } from '../../local/bedrock/ask';

const GEMMA = 'google.gemma-3-27b-it';

/** Forms that are no fault. Each case is an operation of its own, by which its lines in the log are found. */
const WHOLE = [
  ['typed', { kind: 'typed-headers' }, true],
  ['traced', { kind: 'stream-form', form: 'long-metadata' }, false],
  ['uncounted', { kind: 'stream-form', form: 'no-metadata' }, false],
] as const;

const PAGES = [
  ['conversing', 'converse-stream'],
  ['invoking', 'invoke-with-response-stream'],
] as const;

const BODIES = {
  'converse-stream': JSON.stringify({ messages: MESSAGES }),
  'invoke-with-response-stream': NOVA_BODY,
};

const router = runRouter({
  settings: {
    operations: {
      ...Object.fromEntries(WHOLE.map(([name]) => [name, `${NOVA}:flex`])),
      ...Object.fromEntries(PAGES.map(([name]) => [name, `${NOVA}:flex,${NOVA}`])),
      throttled: `${NOVA}:flex`,
      unstopped: `${NOVA}:flex`,
      'opening-error': `${NOVA}:flex,${GEMMA}`,
    },
  },
});

it.each(WHOLE)('a stream that is %s is whole', async (operation, failure, hasUsage) => {
  router.bedrock.failures.add(failure);
  const { stream = [] } = await createClient(router.url).send(
    new ConverseStreamCommand({ modelId: operation, messages: MESSAGES }),
  );
  const names: string[] = [];
  for await (const event of stream) names.push(...Object.keys(event));
  expect(names).toContain('messageStop');
  expect(router.arrivals).toHaveLength(1);
  const receipt = await router.log.receiptOf(operation);
  expect(receipt).toMatchObject({ status: 200, attempts: [{ result: 200 }] });
  expect('usage' in receipt).toBe(hasUsage);
  const metrics = await router.log.metricsOf(operation);
  expect(metrics).toMatchObject({ Invocations: 1 });
  expect('OutputTokenCount' in metrics).toBe(hasUsage);
});

it('a stream without messageStop breaks for the client too, although it has metadata', async () => {
  router.bedrock.failures.add({ kind: 'stream-form', form: 'no-stop' });
  const answer = await ask(`${router.url}/v1/unstopped/stream`, {
    body: BODIES['converse-stream'],
  });
  expect([answer.status, answer.isCut]).toEqual([200, true]);
  expect(await router.log.receiptOf('unstopped')).toMatchObject({
    status: 502,
    router_error: 'stream-broken',
    usage: { outputTokens: expect.any(Number) },
  });
});

it.each(PAGES)('a page in place of a stream leads to the next candidate: %s', async (...row) => {
  const [operation, action] = row;
  router.bedrock.failures.add({ kind: 'stream-form', form: 'page' });
  const answer = await ask(`${router.url}/model/${operation}/${action}`, { body: BODIES[action] });
  expect([answer.status, answer.isCut]).toEqual([200, false]);
  expect(answer.headers['content-type']).toBe('application/vnd.amazon.eventstream');
  expect(await router.log.receiptOf(operation)).toMatchObject({
    status: 200,
    attempts: [{ result: 'broken' }, { result: 200 }],
  });
});

it('an error in a stream has the status of its code', async () => {
  router.bedrock.failures.add({ kind: 'stream-error', unmodeled: true });
  const answer = await ask(`${router.url}/v1/throttled/stream`, {
    body: BODIES['converse-stream'],
  });
  expect([answer.status, answer.isCut]).toEqual([200, false]);
  expect(await router.log.receiptOf('throttled')).toMatchObject({
    status: 429,
    bedrock_error: 'throttlingException',
  });
  expect(await router.log.metricsOf('throttled')).toMatchObject({ InvocationThrottles: 1 });
});

it('an error that opens a stream leads where its code leads', async () => {
  router.bedrock.failures.add({ kind: 'stream-error', unmodeled: true, opening: true });
  const answer = await ask(`${router.url}/v1/opening-error/stream`, {
    body: BODIES['converse-stream'],
  });
  expect(answer.status).toBe(200);
  expect(answer.headers).toMatchObject({
    'x-router-tier-fallback': 'quota',
    'x-router-model-id': GEMMA,
  });
  expect(await router.log.receiptOf('opening-error')).toMatchObject({
    attempts: [{ result: 429 }, { result: 200 }],
  });
});
