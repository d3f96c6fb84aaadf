import { describe, expect, it } from 'vitest';
import type { FailureRule } from '../../../local/bedrock/failures/failure-rule';
import { type LogLine, runRouter } from '../../clients/run-router';
import { ask } from '../../local/bedrock/ask';
import { planFailures, readTold } from '../recovery/ask-route';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GPT = 'openai.gpt-oss-120b-1:0';
const SMALL = 'openai.gpt-oss-20b-1:0';
const TERRA = 'us.openai.gpt-5.6-terra';
const LUNA = 'us.openai.gpt-6-luna';
const ASTRA = 'us.openai.gpt-6-astra';
const MESSAGES = [{ role: 'user', content: 'Invoice 4711' }];

/** An operation whose route begins with the model. */
const nameOperation = (modelId: string) => `on-${modelId.replace(/[^a-z0-9]/g, '-')}`;

const FAILING = [
  'qwen.qwen3-32b-v1:0',
  'google.gemma-3-27b-it',
  'google.gemma-3-12b-it',
  'google.gemma-3-4b-it',
  'minimax.minimax-m2',
  'minimax.minimax-m2.1',
  'mistral.devstral-2-123b',
];
const STATEFUL = ['us.openai.gpt-6-sol', 'us.openai.gpt-6-astra', 'us.openai.gpt-5.6-sol', TERRA];

const router = runRouter({
  settings: {
    operations: {
      ...Object.fromEntries(FAILING.map((id) => [nameOperation(id), `${id}:flex,${SMALL}`])),
      ...Object.fromEntries(STATEFUL.map((id) => [nameOperation(id), `${id},${LUNA}`])),
      mixed: `${NOVA}:flex,${GPT}:flex,${SMALL}`,
      mute: `${NOVA}:flex,${NOVA}`,
      spoken: `${GPT}:flex,${SMALL}`,
      tiers: `${ASTRA}:ultrafast,${LUNA},${ASTRA}`,
    },
  },
});

function chat(model: string, members: object = {}, headers: Record<string, string> = {}) {
  const body = JSON.stringify({ model, messages: MESSAGES, ...members });
  return ask(`${router.url}/openai/v1/chat/completions`, { body, headers });
}

function respond(model: string, members: object = {}) {
  const body = JSON.stringify({ model, input: 'Invoice 4711', ...members });
  return ask(`${router.url}/openai/v1/responses`, { body });
}

describe('a route with models that do not speak the API', () => {
  it('is answered by the first that does, and the receipt says so', async () => {
    const answer = await chat('mixed');
    expect(readTold(answer)).toEqual({
      status: 200,
      attempts: [`${GPT}:flex=200`],
      tierFallback: 'unsupported-api',
    });
    expect(answer.headers).toMatchObject({
      'x-router-operation': 'mixed',
      'x-router-model-id': GPT,
      'x-router-requested-tier': 'flex',
      'x-amzn-bedrock-service-tier': 'flex',
    });
    const isOwn = ({ operation, action }: LogLine) =>
      operation === 'mixed' && action === 'chat-completions';
    expect(await router.log.find(isOwn)).toMatchObject({
      model_id: GPT,
      tier_fallback: 'unsupported-api',
      unsupported_api_models: [`${NOVA}:flex`],
      estimated_cost_usd: expect.any(Number),
    });
  });

  it('is answered by the others where Converse is spoken', async () => {
    const body = JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Hello' }] }] });
    const answer = await ask(`${router.url}/v1/mixed`, { body });
    expect(readTold(answer)).toMatchObject({ status: 200, attempts: [`${NOVA}:flex=200`] });
  });

  it('gets Bedrock’s own refusal if it has no other', async () => {
    const answer = await chat('mute');
    expect(readTold(answer)).toEqual({ status: 404, attempts: [`${NOVA}:flex=404`] });
    expect(JSON.parse(String(answer.body)).error.code).toBe('model_not_found');
  });
});

describe('a failure on OpenAI’s wire', () => {
  /** Each has a model of its own, because failures are remembered. */
  const CASES: readonly [string, FailureRule, readonly string[], string][] = [
    ['qwen.qwen3-32b-v1:0', { kind: 'throttle' }, [':flex=429', `${SMALL}=200`], 'quota'],
    [
      'google.gemma-3-27b-it',
      { kind: 'not-ready' },
      [':flex=429', ':flex=429', `${SMALL}=200`],
      'capacity',
    ],
    [
      'google.gemma-3-12b-it',
      { kind: 'unavailable' },
      [':flex=503', ':flex=503', `${SMALL}=200`],
      'capacity',
    ],
    ['google.gemma-3-4b-it', { kind: 'timeout' }, [':flex=408', `${SMALL}=200`], 'silence'],
    [
      'minimax.minimax-m2',
      { kind: 'invalid', message: "This model doesn't support this API." },
      [':flex=400', `${SMALL}=200`],
      'unsupported-api',
    ],
    ['minimax.minimax-m2.1', { kind: 'retired' }, [':flex=404', `${SMALL}=200`], 'retired'],
    [
      'mistral.devstral-2-123b',
      { kind: 'invalid', tier: 'flex', message: 'The provided service tier is not supported' },
      [':flex=400', '=200'],
      'unsupported',
    ],
  ];

  it.each(CASES)('of %s leads on by its cause: %j', async (modelId, rule, attempts, cause) => {
    planFailures(router, { rate: 1, modelId, ...rule });
    expect(readTold(await chat(nameOperation(modelId)))).toEqual({
      status: 200,
      attempts: attempts.map((each) => (each.startsWith(SMALL) ? each : `${modelId}${each}`)),
      tierFallback: cause,
    });
  });

  it('that nothing else can mend goes back as it came', async () => {
    planFailures(router, { kind: 'invalid', rate: 1 });
    const answer = await chat('spoken');
    expect(readTold(answer)).toMatchObject({ status: 400, attempts: [`${GPT}:flex=400`] });
    expect(answer.body).toEqual(router.arrival.replyBody);
    expect(answer.headers).not.toHaveProperty(['x-router-error']);
  });
});

describe('a response with state', () => {
  it.each([
    ['us.openai.gpt-6-sol', { store: false }, ['429', `${LUNA}=200`]],
    ['us.openai.gpt-6-astra', {}, ['429', `${LUNA}=200`]],
    ['us.openai.gpt-5.6-sol', { store: true }, ['429']],
  ])('of %s with %j is moved as far as its state is', async (modelId, members, attempts) => {
    planFailures(router, { kind: 'throttle', modelId, rate: 1 });
    const answer = await respond(nameOperation(modelId), members);
    const [first, ...others] = attempts;
    expect(readTold(answer).attempts).toEqual([`${modelId}=${first}`, ...others]);
  });

  it('that continues may be answered on another tier of its model', async () => {
    planFailures(router, { kind: 'unavailable', modelId: ASTRA, tier: 'ultrafast', rate: 1 });
    const answer = await respond('tiers', { store: true });
    expect(readTold(answer)).toMatchObject({
      status: 200,
      attempts: [`${ASTRA}:ultrafast=503`, `${ASTRA}:ultrafast=503`, `${ASTRA}=200`],
    });
  });

  it('that continues is not moved', async () => {
    const operation = nameOperation(TERRA);
    const { id } = JSON.parse(String((await respond(operation, { store: true })).body));
    planFailures(router, { kind: 'throttle', modelId: TERRA, rate: 1 });
    const answer = await respond(operation, { previous_response_id: id, store: false });
    expect(readTold(answer)).toEqual({
      status: 429,
      attempts: [`${TERRA}=429`],
      tierFallback: undefined,
    });
  });
});

it('a caller’s own headers for OpenAI stay at the router', async () => {
  await chat('spoken', {}, { authorization: 'Bearer sk-1', 'openai-project': 'proj_1' });
  const { headers } = router.arrival;
  expect(headers['authorization']).toMatch(/^AWS4-HMAC-SHA256 .*\/bedrock\/aws4_request/);
  expect(Object.keys(headers).filter((name) => /openai|stainless/.test(name))).toEqual([]);
});
