import { ConverseCommand, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { createClient, MESSAGES, NOVA, NOVA_BODY } from './bedrock-client';
import { CALLS } from './calls';
import { runRouter } from './run-router';

const router = runRouter();

const TIER_HEADER = 'x-amzn-bedrock-service-tier';
function readBody(): { readonly [member: string]: unknown } {
  return JSON.parse(router.arrival.body.toString('utf8'));
}

describe.each([
  ['us.amazon.nova-2-lite-v1:0', undefined],
  ['us.amazon.nova-2-lite-v1:0:default', undefined],
  ['us.amazon.nova-2-lite-v1:0:standard', undefined],
  ['us.amazon.nova-2-lite-v1:0:flex', 'flex'],
  ['us.amazon.nova-2-lite-v1:0:priority', 'priority'],
  ['extraction', 'flex'],
])('the tier of %s', (modelId, tier) => {
  it.each(['converse', 'converse-stream'] as const)('goes into the body of %s', async (action) => {
    await CALLS[action](createClient(router.url), modelId);
    expect(router.arrival.path).toBe(`/model/us.amazon.nova-2-lite-v1%3A0/${action}`);
    expect(readBody()['serviceTier']).toEqual(tier === undefined ? undefined : { type: tier });
    expect(router.arrival.headers[TIER_HEADER]).toBeUndefined();
  });

  it.each(['invoke', 'invoke-with-response-stream'] as const)(
    'goes into a header of %s',
    async (action) => {
      await CALLS[action](createClient(router.url), modelId);
      expect(router.arrival.path).toBe(`/model/us.amazon.nova-2-lite-v1%3A0/${action}`);
      expect(router.arrival.headers[TIER_HEADER]).toBe(tier);
      expect(router.arrival.body.toString('utf8')).toBe(NOVA_BODY);
    },
  );

  it('goes nowhere with count-tokens', async () => {
    await CALLS['count-tokens'](createClient(router.url), modelId);
    expect(router.arrival.path).toBe('/model/us.amazon.nova-2-lite-v1%3A0/count-tokens');
    expect(readBody()).toEqual({ input: { converse: { messages: MESSAGES } } });
    expect(router.arrival.headers[TIER_HEADER]).toBeUndefined();
  });
});

describe('the tier of a request wins', () => {
  it.each([
    [NOVA, 'flex', { type: 'flex' }],
    [`${NOVA}:flex`, 'priority', { type: 'priority' }],
    [`${NOVA}:flex`, 'default', undefined],
    ['extraction', 'priority', { type: 'priority' }],
  ] as const)('over %s where the body says %s', async (modelId, type, arrived) => {
    const reply = await createClient(router.url).send(
      new ConverseCommand({ modelId, messages: MESSAGES, serviceTier: { type } }),
    );
    expect(readBody()['serviceTier']).toEqual(arrived);
    expect(reply.serviceTier).toEqual({ type });
  });

  it.each([
    [NOVA, 'flex', 'flex'],
    [`${NOVA}:flex`, 'priority', 'priority'],
    [`${NOVA}:flex`, 'default', undefined],
    ['extraction', 'priority', 'priority'],
  ] as const)('over %s where the header says %s', async (modelId, serviceTier, arrived) => {
    const reply = await createClient(router.url).send(
      new InvokeModelCommand({ modelId, body: NOVA_BODY, serviceTier }),
    );
    expect(router.arrival.headers[TIER_HEADER]).toBe(arrived);
    expect(reply.serviceTier).toBe(serviceTier);
  });
});

it('shows in the receipt what was requested and what was served', async () => {
  const reply = await fetch(`${router.url}/model/extraction/invoke`, {
    method: 'POST',
    body: NOVA_BODY,
  });
  await reply.arrayBuffer();
  expect(Object.fromEntries(reply.headers)).toMatchObject({
    'x-router-operation': 'extraction',
    'x-router-model-id': NOVA,
    'x-router-requested-tier': 'flex',
    'x-router-mapping-version': '1',
    'x-amzn-bedrock-service-tier': 'flex',
    'x-amzn-bedrock-input-token-count': '5',
    'x-amzn-bedrock-output-token-count': '36',
  });
});
