import { BadRequestError } from '@anthropic-ai/bedrock-sdk/core/error';
import { expect, it } from 'vitest';
import { createAnthropicClient, QUESTION } from './anthropic-client';
import { runRouter } from './run-router';

const router = runRouter();

/** As Claude Code sends it with `ANTHROPIC_BEDROCK_SERVICE_TIER`: for all its calls, whatever the model. */
function createClient(tier: string, headers: Record<string, string> = {}) {
  const defaultHeaders = { 'x-amzn-bedrock-service-tier': tier, ...headers };
  return createAnthropicClient(router.url, { defaultHeaders });
}

const REFUSAL = 'The provided service tier is not supported for this model';

function readTiers(): readonly (string | undefined)[] {
  return router.arrivals.map(({ headers }) => headers['x-amzn-bedrock-service-tier']);
}

/** What is refused is remembered, so each test has a model to itself. */
it('asks again without a tier that the model does not take, and the next time at once', async () => {
  const client = createClient('flex');
  const model = 'us.anthropic.claude-sonnet-4-6';
  const first = await client.messages.create({ ...QUESTION, model }).withResponse();
  expect(first.response.headers.get('x-router-tier-fallback')).toBe('unsupported');
  expect(first.response.headers.get('x-router-requested-tier')).toBe('flex');
  expect(first.data.stop_reason).toBe('end_turn');
  expect(readTiers()).toEqual(['flex', undefined]);
  const second = await client.messages.create({ ...QUESTION, model }).withResponse();
  expect(second.response.headers.get('x-router-tier-fallback')).toBe('unsupported');
  expect(readTiers()).toEqual(['flex', undefined, undefined]);
});

it('remembers a tier of a model, not all its tiers', async () => {
  const model = 'us.anthropic.claude-opus-4-8';
  await createClient('flex').messages.create({ ...QUESTION, model });
  await createClient('priority').messages.create({ ...QUESTION, model });
  await createClient('reserved').messages.create({ ...QUESTION, model });
  expect(readTiers()).toEqual(['flex', undefined, 'priority', undefined, 'reserved', undefined]);
});

it('streams after the refusal', async () => {
  const model = 'us.anthropic.claude-opus-5';
  const stream = createClient('flex').messages.stream({ ...QUESTION, model });
  const { response } = await stream.withResponse();
  expect(response.headers.get('x-router-tier-fallback')).toBe('unsupported');
  await expect(stream.finalMessage()).resolves.toMatchObject({ stop_reason: 'end_turn' });
  expect(readTiers()).toEqual(['flex', undefined]);
});

it('sends the same bytes both times', async () => {
  const model = 'us.anthropic.claude-opus-4-6-v1';
  await createClient('flex').messages.create({ ...QUESTION, model });
  const [refused, served] = router.arrivals;
  expect(refused?.body.length).toBeGreaterThan(0);
  expect(served?.body).toEqual(refused?.body);
});

it('hands the refusal back to a strict caller, also when it knows it beforehand', async () => {
  const model = 'us.anthropic.claude-opus-4-5-20251101-v1:0';
  const strict = createClient('flex', { 'x-router-strict-tier': 'true' });
  for (const _ of ['unknown yet', 'known']) {
    const call = strict.messages.create({ ...QUESTION, model });
    await expect(call).rejects.toBeInstanceOf(BadRequestError);
    await expect(call).rejects.toMatchObject({ status: 400, error: { message: REFUSAL } });
    await createClient('flex').messages.create({ ...QUESTION, model });
  }
  expect(readTiers()).toEqual(['flex', undefined, 'flex', undefined]);
});

it('counts the fallback', async () => {
  const model = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';
  await createClient('priority').messages.create({ ...QUESTION, model });
  const metrics = await router.log.find((line) => '_aws' in line && line['ModelId'] === model);
  expect(metrics).toMatchObject({
    Operation: 'direct',
    ServiceTier: 'priority',
    ResolvedServiceTier: 'default',
    Invocations: 1,
    TierFallbacks: 1,
  });
});

it('leaves other refusals alone', async () => {
  const call = createClient('flex').messages.create({
    ...QUESTION,
    max_tokens: -1,
    model: 'us.amazon.nova-2-lite-v1:0',
  });
  await expect(call).rejects.toBeInstanceOf(BadRequestError);
  expect(readTiers()).toEqual(['flex']);
});
