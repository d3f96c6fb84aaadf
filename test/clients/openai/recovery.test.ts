import { expect, it } from 'vitest';
import type { FailureRule } from '../../../local/bedrock/failures/failure-rule';
import { ask, readJson } from '../../local/bedrock/ask';
import { runRouter } from '../run-router';

const LUNA = 'us.openai.gpt-5.6-luna';

/** The router remembers what happened to a model, so each row has a model of its own. */
const ROWS: readonly (readonly [
  model: string,
  failure: FailureRule,
  tried: string,
  cause: string,
])[] = [
  ['openai.gpt-oss-120b-1:0', { kind: 'throttle' }, '429', 'quota'],
  ['openai.gpt-oss-20b-1:0', { kind: 'unavailable' }, '503,503', 'capacity'],
  ['openai.gpt-oss-safeguard-120b', { kind: 'not-ready' }, '429,429', 'capacity'],
  ['openai.gpt-oss-safeguard-20b', { kind: 'bad-gateway' }, '502,502', 'capacity'],
  ['qwen.qwen3-32b-v1:0', { kind: 'timeout' }, '408', 'silence'],
  ['qwen.qwen3-next-80b-a3b', { kind: 'cut', at: 'mid-reply' }, 'broken', 'silence'],
  ['qwen.qwen3-coder-30b-a3b-v1:0', { kind: 'retired' }, '404', 'retired'],
  ['google.gemma-3-27b-it', { kind: 'legacy' }, '403', 'retired'],
  ['google.gemma-3-12b-it', { kind: 'access-denied' }, '403', 'no-access'],
];

const MESSAGES = [{ role: 'user', content: 'Classify this page.' }];

const router = runRouter({
  settings: {
    operations: {
      ...Object.fromEntries(ROWS.map(([model], row) => [`row${row}`, `${model}:flex,${LUNA}`])),
      mixed: `us.amazon.nova-2-lite-v1:0:flex,${LUNA}`,
      nova: 'us.amazon.nova-2-lite-v1:0:flex',
    },
  },
});

function call(model: string) {
  const body = JSON.stringify({ model, messages: MESSAGES });
  return ask(`${router.url}/openai/v1/chat/completions`, { body });
}

/** The statuses of the calls before the last one. */
function listTried(attempts: unknown): string {
  const statuses = String(attempts)
    .split(',')
    .map((attempt) => attempt.replace(/.*=(\w+);.*/, '$1'));
  return statuses.slice(0, -1).join();
}

it.each(ROWS)('another model answers for %s after %j', async (model, failure, tried, cause) => {
  router.bedrock.failures.add({ ...failure, modelId: model, rate: 1 });
  const { status, headers } = await call(`row${ROWS.findIndex(([each]) => each === model)}`);
  expect(status).toBe(200);
  expect(listTried(headers['x-router-attempts'])).toBe(tried);
  expect(headers['x-router-tier-fallback']).toBe(cause);
  expect(router.arrival).toMatchObject({ modelId: LUNA, operation: 'ChatCompletions' });
});

it.each([
  'service tier provided is invalid',
  'The provided service tier is not supported for this model',
])('a model is called without the tier that it refuses: %s', async (message) => {
  const model = message.includes('invalid') ? 'deepseek.v3.2' : 'google.gemma-3-4b-it';
  router.bedrock.failures.add({ kind: 'invalid', message, tier: 'flex', modelId: model });
  const { status, headers } = await call(`${model}:flex`);
  expect([status, headers['x-router-tier-fallback']]).toEqual([200, 'unsupported']);
  expect(router.arrivals.map(({ requestedTier }) => requestedTier)).toEqual(['flex', undefined]);
});

it('a model without the API is left out of a route', async () => {
  const { status, headers } = await call('mixed');
  expect(status).toBe(200);
  expect(headers['x-router-attempts']).toMatch(new RegExp(`^${LUNA}=200;\\d+ms$`));
});

it('a route without a model that has the API gets the refusal of Bedrock', async () => {
  const answer = await call('nova');
  expect([answer.status, answer.headers['x-router-error']]).toEqual([404, undefined]);
  expect(readJson(answer)).toMatchObject({ error: { code: 'model_not_found' } });
});
