import { expect, it, vi } from 'vitest';
import { MESSAGES, NOVA, NOVA_BODY } from '../../clients/bedrock-client';
import { runRouter } from '../../clients/run-router';

/** Each case is an operation of its own, by which its lines in the log are found. */
const STREAMS = [
  ['conversing', 'converse-stream', JSON.stringify({ messages: MESSAGES })],
  ['invoking', 'invoke-with-response-stream', NOVA_BODY],
] as const;

const WAITING = [
  ['waiting', 'converse'],
  ['waiting-for-a-stream', 'converse-stream'],
] as const;

const router = runRouter({
  settings: {
    operations: Object.fromEntries([...STREAMS, ...WAITING].map(([name]) => [name, NOVA])),
  },
});

async function expectUpstreamAborted(operation: string): Promise<void> {
  await vi.waitFor(() => expect(router.arrival.aborted).toBe(true));
  expect(await router.log.receiptOf(operation)).toMatchObject({
    status: 499,
    router_error: 'client-gone',
  });
  expect(await router.log.metricsOf(operation)).toMatchObject({ InvocationClientErrors: 1 });
}

it.each(STREAMS)(
  'a client that leaves while %s ends the call of Bedrock',
  async (name, action, body) => {
    router.bedrock.lengthenNextStream(50_000_000);
    const leaving = new AbortController();
    const reply = await fetch(`${router.url}/model/${name}/${action}`, {
      method: 'POST',
      body,
      signal: leaving.signal,
    });
    const reader = reply.body?.getReader();
    expect((await reader?.read())?.value?.length).toBeGreaterThan(0);
    expect(router.arrival.aborted).toBe(false);
    leaving.abort();
    await expectUpstreamAborted(name);
  },
);

it.each(WAITING)('a client that leaves while %s ends the call of Bedrock', async (name, action) => {
  router.bedrock.failures.add({ kind: 'hang' });
  const leaving = new AbortController();
  const call = fetch(`${router.url}/model/${name}/${action}`, {
    method: 'POST',
    body: JSON.stringify({ messages: MESSAGES }),
    signal: leaving.signal,
  });
  await vi.waitFor(() => expect(router.arrivals).toHaveLength(1));
  leaving.abort();
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  await expectUpstreamAborted(name);
});
