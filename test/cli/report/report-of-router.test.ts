import { expect, it } from 'vitest';
import { LogLinesSource } from '../../../cli/report/log-lines-source';
import { startLocalRouter } from '../../../local/local-router';
import { post, until } from '../../router/support';
import { yieldLines } from './receipts';

it('has the costs of the answers of a router that logged them', async () => {
  const lines: string[] = [];
  const router = await startLocalRouter({ onLogLine: (line) => lines.push(line) });
  const responses = [
    await post(router, '/v1/extraction'),
    await post(router, '/v1/extraction'),
    await post(router, '/model/amazon.nova-2-lite-v1:0/converse'),
  ];
  await Promise.all(responses.map((response) => response.arrayBuffer()));
  await until(() => lines.filter((line) => line.includes('"latency_ms"')).length === 3);
  await router.close();
  expect(responses[0]?.headers.get('x-router-estimated-cost-usd')).toBe('0.000049995');
  const rows = await new LogLinesSource(yieldLines(lines)).sumUp({
    groupings: ['operation'],
    period: { from: undefined, to: undefined },
  });
  expect(rows).toMatchObject([
    { groups: ['extraction'], requests: 2, priced: 2, costUnits: 9_999_000_000n },
    { groups: ['direct'], requests: 1, priced: 0, unpriced: 1 },
  ]);
});
