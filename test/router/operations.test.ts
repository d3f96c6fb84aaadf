import { describe, expect, it } from 'vitest';
import { runRouter } from '../clients/run-router';
import { BODY, maskRequestId, post } from './support';

const STAMP =
  '"requestMetadata":{"router-operation":"extraction","router-requested-tier":"default","router-mapping-version":"1","router-request-id":"ID"}';

describe('the operations endpoint', () => {
  const router = runRouter();

  it.each([
    [
      'classification',
      'priority',
      '{"serviceTier":{"type":"priority"},"requestMetadata":{"router-operation":"classification","router-requested-tier":"priority","router-mapping-version":"1","router-request-id":"ID"},',
    ],
    [
      'extraction',
      'flex',
      '{"serviceTier":{"type":"flex"},"requestMetadata":{"router-operation":"extraction","router-requested-tier":"flex","router-mapping-version":"1","router-request-id":"ID"},',
    ],
    [
      'assessment',
      'default',
      '{"requestMetadata":{"router-operation":"assessment","router-requested-tier":"default","router-mapping-version":"1","router-request-id":"ID"},',
    ],
  ])('sends %s to its model on tier %s', async (operation, tier, beginning) => {
    const response = await post(router, `/v1/${operation}`);
    expect(response.status).toBe(200);
    const arrival = router.arrival;
    expect(arrival.path).toBe('/model/us.amazon.nova-2-lite-v1%3A0/converse');
    expect(maskRequestId(arrival.body)).toBe(`${beginning}${BODY.slice(1)}`);
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

  it('gives the reply back byte for byte', async () => {
    const response = await post(router, '/v1/extraction');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes).toEqual(router.arrival.replyBody);
  });

  it.each([
    ['a header', { 'X-Amzn-Bedrock-Service-Tier': 'priority' }, BODY],
    ['the body', {}, `{"serviceTier":{"type":"priority"},${BODY.slice(1)}`],
    [
      'both alike',
      { 'x-amzn-bedrock-service-tier': 'priority' },
      `{"serviceTier":{"type":"priority"},${BODY.slice(1)}`,
    ],
  ])('lets the tier in %s win over the suffix', async (_place, headers, body) => {
    const response = await post(router, '/v1/extraction', body, headers);
    expect(response.headers.get('x-amzn-bedrock-service-tier')).toBe('priority');
    const { body: arrived } = router.arrival;
    expect(JSON.parse(arrived.toString()).serviceTier).toEqual({ type: 'priority' });
  });

  it.each(['default', 'standard'])('asks for no tier where the request says %s', async (word) => {
    const response = await post(router, '/v1/extraction', BODY, {
      'x-amzn-bedrock-service-tier': word,
    });
    expect(response.headers.get('x-router-requested-tier')).toBe('default');
    expect(maskRequestId(router.arrival.body)).toBe(`{${STAMP},${BODY.slice(1)}`);
  });

  it('takes the tier out of a body that asks for standard, and nothing else', async () => {
    const body = `{ "serviceTier" : {"type":"standard"} , ${BODY.slice(1)}`;
    await post(router, '/v1/extraction', body);
    expect(maskRequestId(router.arrival.body)).toBe(`{${STAMP}, ${BODY.slice(1)}`);
  });

  it('never forwards credentials, keys or cookies', async () => {
    await post(router, '/v1/extraction', BODY, {
      authorization: 'Bearer caller-secret',
      'x-api-key': 'caller-secret',
      cookie: 'session=caller-secret',
    });
    expect(JSON.stringify(router.arrival.headers)).not.toContain('caller-secret');
    expect(router.arrival.headers['authorization']).toMatch(/^AWS4-HMAC-SHA256 /);
  });

  it('shows the mapping in force', async () => {
    const response = await fetch(`${router.url}/v1/operations`);
    expect(await response.json()).toEqual({
      operations: [
        { operation: 'assessment', route: ['us.amazon.nova-2-lite-v1:0'], mappingVersion: '1' },
        {
          operation: 'classification',
          route: ['us.amazon.nova-2-lite-v1:0:priority'],
          mappingVersion: '1',
        },
        {
          operation: 'extraction',
          route: ['us.amazon.nova-2-lite-v1:0:flex'],
          mappingVersion: '1',
        },
      ],
    });
  });

  it('is in good health', async () => {
    const response = await fetch(`${router.url}/health`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
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
