import { expect, it } from 'vitest';
import { LogLinesSource } from '../../../cli/report/log-lines-source';
import { runRouter } from '../../clients/run-router';
import { post, until } from '../../router/support';
import { yieldLines } from './receipts';

const router = runRouter();

it('has the costs of the responses of a router', async () => {
  const paths = ['/v1/extraction', '/v1/extraction', '/model/amazon.nova-2-lite-omni-v1/converse'];
  const responses = await Promise.all(paths.map((path) => post(router, path)));
  await Promise.all(responses.map((response) => response.arrayBuffer()));
  await until(() => router.log.lines.filter((line) => 'latency_ms' in line).length === 3);
  expect(responses[0]?.headers.get('x-router-estimated-cost-usd')).toBe('0.000049995');
  const { rows } = await new LogLinesSource(yieldLines(router.log.texts)).sumUp({
    groupings: ['operation'],
    period: { from: undefined, to: undefined },
  });
  expect(rows.toSorted((one, other) => other.requests - one.requests)).toMatchObject([
    { groups: ['extraction'], requests: 2, priced: 2, costUnits: 9_999_000_000n },
    { groups: ['direct'], requests: 1, priced: 0, unpriced: 1 },
  ]);
});
