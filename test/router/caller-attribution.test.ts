import { describe, expect, it } from 'vitest';
import { MetricScope, RouterAuthorization, ServiceTier } from '../../lib';
import { runRouter } from '../clients/run-router';
import { isSameMetric, type MetricIdentity } from '../lib/metric-identity';
import { putRouterInStack, synthesize } from '../lib/router-in-stack';
import { listDashboardMetrics } from '../lib/synthesized-metrics';
import { maskRequestId, post } from './support';

const KEY = 'claims0000'.repeat(4);
const PAIRS =
  '"router-operation":"extraction","router-requested-tier":"flex","router-mapping-version":"1",' +
  '"router-request-id":"ID","router-caller":"claims"';

const KEYED = synthesize(putRouterInStack({ authorization: RouterAuthorization.keys() }));
const BY_CALLER = listDashboardMetrics(KEYED).filter(
  ({ dimensions }) => 'Caller' in dimensions && 'ServiceTier' in dimensions,
);

describe('a caller with a key', () => {
  const router = runRouter({
    settings: { authorization: 'keys' },
    callers: [{ apiKey: { id: 'claims0000', value: KEY }, policy: { name: 'claims' } }],
  });

  const ask = async () => {
    await (await post(router, '/v1/extraction', undefined, { 'x-api-key': KEY })).arrayBuffer();
  };

  it('is named to Bedrock and in the receipt, and its key is not', async () => {
    await ask();
    const { body, headers } = router.arrival;
    expect(maskRequestId(body)).toContain(`"requestMetadata":{${PAIRS}},`);
    expect(JSON.stringify(headers) + body).not.toContain(KEY);
    expect(await router.log.receiptOf('extraction')).toMatchObject({
      caller: 'claims',
      caller_id: 'claims0000',
      status: 200,
    });
    expect(router.log.text).not.toContain(KEY);
  });

  it('has metrics of its own, which the construct and its dashboard read', async () => {
    await ask();
    router.bedrock.failures.add({ kind: 'throttle', rate: 1 });
    await ask();
    await router.log.find((entry) => entry['InvocationThrottles'] !== undefined);
    const { dimensions } = MetricScope.ofCaller('claims', ServiceTier.FLEX);
    const published = ['Invocations', 'EstimatedCost', 'InvocationThrottles'].map(
      (name): MetricIdentity => {
        const line = router.log.lines.find((entry) => entry[name] !== undefined && entry['_aws']);
        expect(line).toMatchObject(dimensions);
        expect(line).toHaveProperty('_aws.CloudWatchMetrics.0.Dimensions.2', [
          'service',
          'ServiceTier',
          'Caller',
        ]);
        const values = { service: 'bedrock-tier-router', ...dimensions };
        return { namespace: 'BedrockTierRouter', name, dimensions: values };
      },
    );
    expect(BY_CALLER).toHaveLength(3);
    for (const metric of BY_CALLER) {
      expect(published.filter((candidate) => isSameMetric(metric, candidate))).toHaveLength(1);
    }
  });
});

it('is no row of the dashboard when caller policies are not configured', () => {
  const shown = listDashboardMetrics(synthesize(putRouterInStack()));
  expect(shown.filter(({ dimensions }) => 'Caller' in dimensions)).toEqual([]);
});
