import { describe, expect, it } from 'vitest';
import { runRouter } from '../../clients/run-router';
import { BODY, post } from '../support';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';
const QWEN = 'qwen.qwen3-32b-v1:0';

const router = runRouter({
  settings: { operations: { extraction: `${NOVA}:flex`, assessment: NOVA, classification: NOVA } },
  operationSettings: {
    extraction: { split: [{ name: 'gemma', route: `${GEMMA}:flex,${NOVA}`, weight: 40 }] },
    assessment: {
      when: [
        { if: { stream: true }, route: `${NOVA}:priority` },
        { if: { promptTokensAbove: 1_000 }, route: GEMMA },
        { if: { metadata: { team: 'claims' } }, route: QWEN },
      ],
      split: [{ name: 'all', route: `${NOVA}:flex`, weight: 100 }],
    },
  },
});

async function send(path: string, body = BODY, headers: Record<string, string> = {}) {
  const response = await post(router, path, body, headers);
  await response.arrayBuffer();
  const { arrival } = router;
  return {
    status: response.status,
    variant: response.headers.get('x-router-variant'),
    model: response.headers.get('x-router-model-id'),
    tier: response.headers.get('x-router-requested-tier'),
    arrived: `${decodeURIComponent(arrival.path)} ${arrival.requestedTier}`,
    headers: response.headers,
  };
}

const by = (key: string) => ({ 'x-router-split-key': key });

describe('a split', () => {
  const ON_GEMMA = {
    variant: 'gemma',
    model: GEMMA,
    tier: 'flex',
    arrived: `/model/${GEMMA}/converse flex`,
  };
  const ON_NOVA = {
    variant: 'mapping',
    model: NOVA,
    tier: 'flex',
    arrived: `/model/${NOVA}/converse flex`,
  };

  it.each([
    ['document-1', ON_GEMMA],
    ['document-2', ON_NOVA],
  ])('sends requests with the key %s to the same route each time', async (key, expected) => {
    for (let count = 0; count < 3; count += 1) {
      expect(await send('/v1/extraction', BODY, by(key))).toMatchObject(expected);
    }
  });

  it('takes the session of Claude Code as the key', async () => {
    const headers = { 'x-claude-code-session-id': 'document-1' };
    expect(await send('/v1/extraction', BODY, headers)).toMatchObject(ON_GEMMA);
  });

  it('names the variant in the log and in metrics, and not to Bedrock', async () => {
    await send('/v1/extraction', BODY, by('document-1'));
    const receipt = await router.log.find((line) => line['variant'] === 'gemma');
    expect(receipt).toMatchObject({ operation: 'extraction' });
    const metrics = await router.log.find((line) => line['Variant'] === 'gemma');
    expect(metrics).toMatchObject({ Operation: 'extraction' });
    expect(JSON.stringify(metrics)).toContain('["service","Operation","Variant"]');
    expect(
      Object.keys(router.arrival.headers).filter((name) => name.startsWith('x-router')),
    ).toEqual([]);
  });

  it('falls back along the route of the variant', async () => {
    router.bedrock.failures.add({ kind: 'unavailable', modelId: GEMMA, times: 9 });
    const { variant, model } = await send('/v1/extraction', BODY, by('document-1'));
    expect([variant, model]).toEqual(['gemma', NOVA]);
  });

  it('leaves a tier that the request asks for', async () => {
    const headers = { ...by('document-1'), 'x-amzn-bedrock-service-tier': 'priority' };
    expect(await send('/v1/extraction', BODY, headers)).toMatchObject({
      model: GEMMA,
      tier: 'priority',
    });
  });

  it('leaves a strict request one call', async () => {
    router.bedrock.failures.add({ kind: 'unavailable', modelId: GEMMA, times: 9 });
    const headers = { ...by('document-1'), 'x-router-strict-tier': 'true' };
    const { status, headers: answered } = await send('/v1/extraction', BODY, headers);
    expect(status).toBe(503);
    expect(answered.get('x-router-attempts')).not.toContain(NOVA);
  });
});

describe('conditions', () => {
  const long = JSON.stringify({
    messages: [{ role: 'user', content: [{ text: 'x'.repeat(5_000) }] }],
  });

  it.each([
    ['a stream', '/v1/assessment/stream', BODY, {}, `/model/${NOVA}/converse-stream priority`],
    ['a long prompt', '/v1/assessment', long, {}, `/model/${GEMMA}/converse undefined`],
    [
      'metadata',
      '/v1/assessment',
      BODY,
      { 'x-router-metadata': '{"team":"claims"}' },
      `/model/${QWEN}/converse undefined`,
    ],
  ])('choose the route of %s, which has no variant', async (_, path, body, headers, arrived) => {
    expect(await send(path, body, headers)).toMatchObject({ status: 200, arrived, variant: null });
  });

  it('leave the rest to the split', async () => {
    expect(await send('/v1/assessment')).toMatchObject({ variant: 'all', tier: 'flex' });
  });
});

it('an operation without settings has no variant', async () => {
  router.log.clear();
  expect(await send('/v1/classification')).toMatchObject({ variant: null, model: NOVA });
  expect(await router.log.receiptOf('classification')).not.toHaveProperty('variant');
  expect(JSON.stringify(await router.log.metricsOf('classification'))).not.toContain('Variant');
});
