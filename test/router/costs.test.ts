import { expect, it } from 'vitest';
import { runRouter } from '../clients/run-router';
import { post, until } from './support';

/** A request costs 3 tokens in and 36 out on flex. */
const COST_USD = 0.000049995;

const router = runRouter();

it('writes what a request cost into its response, receipt and metrics', async () => {
  const response = await post(router, '/v1/extraction');
  const { usage } = JSON.parse(await response.text());
  expect(usage).toMatchObject({ inputTokens: 3, outputTokens: 36 });
  expect(response.headers.get('x-router-estimated-cost-usd')).toBe('0.000049995');
  expect(await router.log.metricsOf('extraction')).toMatchObject({
    EstimatedCost: COST_USD,
    EstimatedSavings: COST_USD,
  });
  expect(await router.log.receiptOf('extraction')).toMatchObject({ estimated_cost_usd: COST_USD });
});

it('writes what a stream cost into its receipt alone', async () => {
  const response = await post(router, '/v1/classification/stream');
  await response.arrayBuffer();
  expect(response.headers.get('x-router-estimated-cost-usd')).toBeNull();
  expect(await router.log.receiptOf('classification')).toHaveProperty('estimated_cost_usd');
});

it('writes no cost for a model without a price, and warns once', async () => {
  for (let sent = 0; sent < 2; sent += 1) {
    const response = await post(router, '/model/amazon.nova-2-lite-omni-v1/converse');
    expect(response.status).toBe(200);
    expect(response.headers.get('x-router-estimated-cost-usd')).toBeNull();
    await response.arrayBuffer();
  }
  const listReceipts = () =>
    router.log.lines.filter((line) => line['operation'] === 'direct' && 'status' in line);
  await until(() => listReceipts().length === 2);
  const isWarning = (line: object) => 'message' in line && line.message === 'No price for model';
  await router.log.find(isWarning);
  expect(router.log.lines.filter(isWarning)).toMatchObject([
    { level: 'WARN', model_id: 'amazon.nova-2-lite-omni-v1' },
  ]);
});
