import { expect, it } from 'vitest';
import { runRouter } from '../../clients/run-router';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';

/** A key for each, made of its ID. */
const keyOf = (id: string): string => id.repeat(4);

const router = runRouter({
  settings: {
    authorization: 'keys',
    operations: { extraction: `${NOVA}:flex`, assessment: GEMMA },
    allowedModels: [NOVA, GEMMA],
    allowedTiers: ['default', 'flex'],
  },
  callers: Object.entries({
    anybody000: { name: 'anybody' },
    overnight0: { name: 'overnight', operations: ['extraction'], tiers: ['flex'] },
    misspelt00: { name: 'misspelt', operation: [] },
  }).map(([id, policy]) => ({ apiKey: { id, value: keyOf(id) }, policy })),
});

function getAs(id: string, path: string): Promise<Response> {
  return fetch(router.url + path, { headers: { 'x-api-key': keyOf(id) } });
}

async function listIds(id: string): Promise<string[]> {
  const response = await getAs(id, '/v1/models');
  const { data } = JSON.parse(await response.text());
  return data.map((model: { readonly id: string }) => model.id);
}

it('lists the operations, models and tiers that a caller may name', async () => {
  expect(await listIds('anybody000')).toEqual([
    'assessment',
    'extraction',
    NOVA,
    `${NOVA}:flex`,
    GEMMA,
    `${GEMMA}:flex`,
  ]);
  expect(await listIds('overnight0')).toEqual(['extraction']);
});

it.each([`${NOVA}:flex`, encodeURIComponent(`${NOVA}:flex`)])('describes %s', async (id) => {
  const response = await getAs('anybody000', `/v1/models/${id}`);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    id: 'us.amazon.nova-2-lite-v1:0:flex',
    object: 'model',
    owned_by: 'amazon',
    baseModelId: NOVA,
    serviceTier: 'flex',
    usdPerMillionTokens: { input: 0.165, output: 1.375, cacheRead: 0.04125 },
  });
});

it.each([
  ['a model that is not allowed', 'anybody000', '/v1/models/us.amazon.nova-pro-v1:0', 404],
  ['a model that the policy leaves out', 'overnight0', `/v1/models/${NOVA}:flex`, 404],
  ['a caller without a policy', 'misspelt00', '/v1/models', 403],
])('refuses %s', async (_, caller, path, status) => {
  const response = await getAs(caller, path);
  expect(response.status).toBe(status);
  expect(response.headers.get('x-router-error')).toBe(
    status === 404 ? 'unknown-path' : 'unknown-caller',
  );
});

it('takes no other method than GET', async () => {
  const response = await fetch(`${router.url}/v1/models`, {
    method: 'POST',
    headers: { 'x-api-key': keyOf('anybody000') },
    body: '{}',
  });
  expect(response.status).toBe(405);
});
