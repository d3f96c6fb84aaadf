import { describe, expect, it } from 'vitest';
import { runRouter } from '../clients/run-router';
import { post } from './support';

const NOVA = 'us.amazon.nova-2-lite-v1:0';

describe('a model that its caller names', () => {
  const router = runRouter();

  /** The dimension sets of the request that counts as the given metric, as no other of this file does. */
  async function listSets(path: string, metric: string): Promise<unknown> {
    await (await post(router, path)).arrayBuffer();
    const line = await router.log.find((entry) => entry[metric] !== undefined);
    expect(line).toMatchObject({ Operation: 'direct' });
    return JSON.parse(JSON.stringify(line))._aws.CloudWatchMetrics[0].Dimensions;
  }

  const OPERATION = ['service', 'ServiceTier', 'Operation'];
  const MODEL = ['service', 'ServiceTier', 'ModelId', 'ResolvedServiceTier'];

  it('is a dimension once Bedrock served it', async () => {
    const sets = await listSets(`/model/${NOVA}/converse`, 'Invocations');
    expect(sets).toEqual([OPERATION, MODEL]);
  });

  it.each([
    ['throttled', 'throttle', 1, 'InvocationThrottles'],
    ['failed', 'unavailable', 2, 'InvocationServerErrors'],
  ] as const)('is one where Bedrock %s the call', async (_, kind, times, metric) => {
    router.bedrock.failures.add({ kind, times });
    expect(await listSets(`/model/${NOVA}/converse`, metric)).toEqual([OPERATION, MODEL]);
  });

  it('is none where Bedrock refused the call', async () => {
    const sets = await listSets('/model/made.up-model/converse', 'InvocationClientErrors');
    expect(sets).toEqual([OPERATION]);
  });
});
