import { describe, expect, it } from 'vitest';
import { runRouter } from '../clients/run-router';
import { BODY, maskRequestId, post } from './support';

describe('the operations endpoint', () => {
  const router = runRouter();

  it.each([
    ['classification', 'priority', '"serviceTier":{"type":"priority"},'],
    ['extraction', 'flex', '"serviceTier":{"type":"flex"},'],
    ['assessment', 'default', ''],
  ])('sends %s to its model on tier %s', async (operation, tier, member) => {
    const response = await post(router, `/v1/${operation}`);
    expect(response.status).toBe(200);
    const { arrival } = router;
    expect(arrival.path).toBe('/model/us.amazon.nova-2-lite-v1%3A0/converse');
    expect(maskRequestId(arrival.body)).toBe(
      `{${member}"requestMetadata":{"router-operation":"${operation}","router-requested-tier":"${tier}","router-mapping-version":"1","router-request-id":"ID"},${BODY.slice(1)}`,
    );
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/json',
      'x-amzn-bedrock-service-tier': tier,
      'x-router-operation': operation,
      'x-router-model-id': 'us.amazon.nova-2-lite-v1:0',
      'x-router-requested-tier': tier,
      'x-router-mapping-version': '1',
    });
    await response.body?.cancel();
  });

  it.each<[string, Record<string, string>, string, string, string | undefined]>([
    ['the header', { 'X-Amzn-Bedrock-Service-Tier': 'priority' }, '', 'priority', 'priority'],
    ['the header', { 'x-amzn-bedrock-service-tier': 'standard' }, '', 'default', undefined],
    ['the body', {}, '"serviceTier":{"type":"priority"},', 'priority', 'priority'],
    ['the body', {}, ' "serviceTier" : {"type":"standard"} ,', 'default', undefined],
  ])('prefers the tier of %s to the suffix: %j%s is %s', async (_, headers, member, tier, sent) => {
    const response = await post(router, '/v1/extraction', `{${member}${BODY.slice(1)}`, headers);
    await response.arrayBuffer();
    expect(response.headers.get('x-router-requested-tier')).toBe(tier);
    expect(response.headers.get('x-amzn-bedrock-service-tier')).toBe(tier);
    expect(router.arrival.requestedTier).toBe(sent);
  });

  it('writes the two tier lines, a receipt and metrics with both dimension sets', async () => {
    const response = await post(router, '/v1/classification');
    const bedrockRequestId = response.headers.get('x-amzn-requestid');
    const isOurs = (entry: object) =>
      'bedrock_request_id' in entry && entry.bedrock_request_id === bedrockRequestId;
    const receipt = await router.log.find(isOurs);
    const { lines: log } = router.log;
    const lines = log.filter((entry) => entry['request_id'] === receipt['request_id']);
    expect(lines.map((entry) => entry['message'])).toEqual([
      "Extracted service tier 'priority' from model ID. Using base model ID: us.amazon.nova-2-lite-v1:0",
      'Using service tier: priority',
      'Request served',
    ]);
    expect(receipt).toMatchObject({
      action: 'converse',
      operation: 'classification',
      model_id: 'us.amazon.nova-2-lite-v1:0',
      requested_tier: 'priority',
      resolved_tier: 'priority',
      mapping_version: '1',
      status: 200,
      usage: { inputTokens: 3 },
    });
    const emf = await router.log.metricsOf('classification');
    expect(emf).toMatchObject({
      service: 'bedrock-tier-router',
      ServiceTier: 'priority',
      ModelId: 'us.amazon.nova-2-lite-v1:0',
      ResolvedServiceTier: 'priority',
      Invocations: 1,
      InputTokenCount: 3,
    });
    expect(emf).toHaveProperty('_aws.CloudWatchMetrics.0.Namespace', 'BedrockTierRouter');
    expect(emf).toHaveProperty('_aws.CloudWatchMetrics.0.Dimensions', [
      ['service', 'ServiceTier', 'Operation'],
      ['service', 'ServiceTier', 'ModelId', 'ResolvedServiceTier'],
    ]);
  });

  it('counts a downgrade and names the tier that was served', async () => {
    router.bedrock.failures.add({ kind: 'downgrade', servedTier: 'default' });
    const response = await post(router, '/v1/extraction');
    expect(response.headers.get('x-router-requested-tier')).toBe('flex');
    expect(response.headers.get('x-amzn-bedrock-service-tier')).toBe('default');
    await router.log.find((entry) => entry['TierDowngrades'] === 1);
  });
});
