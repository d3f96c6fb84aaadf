import { afterEach, describe, expect, it } from 'vitest';
import { lastArrival, type ObservedRouter, post, startObservedRouter, until } from './support';

describe('a request that takes too long', () => {
  let router: ObservedRouter;

  afterEach(() => router.close());

  it('ends with 408 when its time budget is spent, and ends the call', async () => {
    router = await startObservedRouter({ settings: { requestTimeoutSeconds: 1 } });
    router.aws.bedrock.failures.add({ kind: 'hang' });
    const response = await post(router, '/v1/extraction');
    expect(response.status).toBe(408);
    expect(response.headers.get('x-amzn-errortype')).toBe('ModelTimeoutException');
    expect(response.headers.get('x-router-error')).toBe('timed-out');
    expect(response.headers.get('x-router-operation')).toBe('extraction');
    await until(() => lastArrival(router).aborted);
  });

  it('ends the call to Bedrock when its client goes away', async () => {
    router = await startObservedRouter();
    router.aws.bedrock.failures.add({ kind: 'hang' });
    const client = new AbortController();
    const pending = fetch(`${router.url}/v1/extraction`, {
      method: 'POST',
      body: '{"messages":[{"role":"user","content":[{"text":"hi"}]}]}',
      signal: client.signal,
    }).catch((error: Error) => error.name);
    await until(() => router.aws.bedrock.journal.entries.length === 1);
    client.abort();
    expect(await pending).toBe('AbortError');
    await until(() => lastArrival(router).aborted);
    await until(() => router.log.some((entry) => entry['router_error'] === 'client-gone'));
  });

  it('says 503 where Bedrock cannot be reached', async () => {
    router = await startObservedRouter({
      chooseEndpoints: (url) => ({ bedrockUrl: 'http://127.0.0.1:9', ssmUrl: url }),
    });
    const response = await post(router, '/v1/extraction');
    expect([response.status, await response.json()]).toEqual([
      503,
      { message: 'no answer came from Amazon Bedrock' },
    ]);
    expect(response.headers.get('x-router-error')).toBe('bedrock-unreachable');
    await until(() =>
      router.log.some((entry) => JSON.stringify(entry['cause'])?.includes('ECONNREFUSED')),
    );
  });
});
