import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ObservedRouter, post, startObservedRouter, until } from './support';

/** The emulator counts 3 tokens in and 36 out for the body that is sent here. */
describe('what a request cost', () => {
  let router: ObservedRouter;

  beforeAll(async () => {
    router = await startObservedRouter({
      settings: { operations: { extraction: 'us.amazon.nova-2-lite-v1:0:flex' } },
    });
  });
  afterAll(() => router.close());

  it('is in the response, in the receipt and in the metrics', async () => {
    const response = await post(router, '/v1/extraction');
    const { usage } = JSON.parse(await response.text());
    expect(usage).toMatchObject({ inputTokens: 3, outputTokens: 36 });
    expect(response.headers.get('x-router-estimated-cost-usd')).toBe('0.000049995');
    await until(() => router.log.some((entry) => entry['EstimatedCost'] !== undefined));
    const emf = router.log.find((entry) => entry['EstimatedCost'] !== undefined);
    expect(emf).toMatchObject({ EstimatedCost: 0.000049995, EstimatedSavings: 0.000049995 });
    const receipt = router.log.find((entry) => entry['estimated_cost_usd'] !== undefined);
    expect(receipt).toMatchObject({ operation: 'extraction', estimated_cost_usd: 0.000049995 });
  });

  it('of a stream is only in the log', async () => {
    const before = router.log.length;
    const response = await post(router, '/v1/extraction/stream');
    await response.arrayBuffer();
    expect(response.headers.get('x-router-estimated-cost-usd')).toBeNull();
    const isPriced = (entry: object) => 'estimated_cost_usd' in entry;
    await until(() => router.log.slice(before).some(isPriced));
  });

  it('is absent for a model without a price, and one warning says so', async () => {
    for (let sent = 0; sent < 2; sent += 1) {
      const response = await post(router, '/model/amazon.nova-2-lite-v1:0/converse');
      expect(response.status).toBe(200);
      expect(response.headers.get('x-router-estimated-cost-usd')).toBeNull();
      await response.arrayBuffer();
    }
    const isWarning = (entry: object) =>
      'message' in entry && entry.message === 'No price for model';
    const isServed = (entry: object) =>
      'status' in entry && 'operation' in entry && entry.operation === 'direct';
    await until(() => router.log.filter(isServed).length === 2);
    expect(router.log.filter(isWarning)).toMatchObject([
      { level: 'WARN', model_id: 'amazon.nova-2-lite-v1:0' },
    ]);
  });
});
