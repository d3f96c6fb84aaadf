import { beforeAll, describe, expect, it } from 'vitest';
import { writePolicy } from '../../local/write-parameters';
import { runRouter } from '../clients/run-router';
import { BODY, post, until } from './support';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';
const CLAUDE = 'us.anthropic.claude-sonnet-4-6';
const OPERATIONS = {
  classification: `${NOVA}:priority`,
  extraction: `${NOVA}:flex,${NOVA}:priority,${GEMMA}:flex,${NOVA}`,
  review: `${CLAUDE}:flex`,
};
const CALLERS = {
  anybody000: { name: 'anybody' },
  claims0000: { name: 'claims', operations: ['extraction'] },
  direct0000: { name: 'tools', operations: ['direct'] },
  flexonly00: { name: 'overnight', tiers: ['flex'] },
  novaonly00: { name: 'nova', models: [NOVA], tiers: ['flex', 'standard'] },
  misspelt00: { name: 'misspelt', operation: ['extraction'] },
};

/** A key for each, made of its ID, and one whose ID no policy names. */
const keyOf = (id: string): string => id.repeat(4);

const router = runRouter({
  settings: { authorization: 'keys', operations: OPERATIONS, mappingMaxAgeSeconds: 0 },
  callers: Object.entries(CALLERS).map(([id, policy]) => ({
    apiKey: { id, value: keyOf(id) },
    policy,
  })),
});
beforeAll(() => router.apiKeys.create({ id: 'stranger00', value: keyOf('stranger00') }));

function callAs(id: string, path: string, { body = BODY, headers = {} } = {}): Promise<Response> {
  return post(router, path, body, { 'x-api-key': keyOf(id), ...headers });
}

const inBody = (member: string) => `{${member},${BODY.slice(1)}`;
const PRIORITY_HEADER = { headers: { 'x-amzn-bedrock-service-tier': 'priority' } };
const PRIORITY_BODY = { body: inBody('"serviceTier":{"type":"priority"}') };

describe('a caller may not', () => {
  it.each([
    [
      'call an operation that its policy lacks',
      'claims0000',
      '/v1/classification',
      {},
      'caller "claims" may not call operation "classification"; its policy allows extraction',
    ],
    [
      'call it by the Bedrock wire either',
      'claims0000',
      '/model/classification/converse',
      {},
      'caller "claims" may not call operation "classification"; its policy allows extraction',
    ],
    [
      'call a model if its policy does not list direct',
      'claims0000',
      `/model/${NOVA}/converse`,
      {},
      'caller "claims" may not call a model by its ID; its policy allows extraction',
    ],
    [
      'call an operation if its policy lists only direct',
      'direct0000',
      '/v1/extraction',
      {},
      'caller "tools" may not call operation "extraction"; its policy allows direct',
    ],
    [
      'use the tier of a route that its policy lacks',
      'flexonly00',
      '/v1/classification',
      {},
      'caller "overnight" may not ask for service tier "priority"; its policy allows flex',
    ],
    [
      'ask for a tier in the header',
      'flexonly00',
      '/v1/extraction',
      PRIORITY_HEADER,
      'caller "overnight" may not ask for service tier "priority"; its policy allows flex',
    ],
    [
      'ask for a tier in the body',
      'flexonly00',
      '/v1/extraction',
      PRIORITY_BODY,
      'caller "overnight" may not ask for service tier "priority"; its policy allows flex',
    ],
    [
      'ask for the default tier by naming none',
      'flexonly00',
      `/model/${NOVA}/converse`,
      {},
      'caller "overnight" may not ask for service tier "default"; its policy allows flex',
    ],
    [
      'use a model that its policy lacks',
      'novaonly00',
      `/model/${GEMMA}:flex/converse`,
      {},
      `caller "nova" may not use model "${GEMMA}"; its policy allows ${NOVA}`,
    ],
  ])('%s', async (_, id, path, request, message) => {
    const response = await callAs(id, path, request);
    expect(await response.json()).toEqual({ message });
    expect(response.status).toBe(403);
    expect(response.headers.get('x-router-error')).toBe('caller-not-allowed');
    expect(response.headers.get('x-amzn-errortype')).toBe('AccessDeniedException');
    expect(router.arrivals).toEqual([]);
    const findLine = () => router.log.latest((line) => line['caller_id'] === id);
    await until(() => findLine()?.['router_error'] === 'caller-not-allowed');
    expect(findLine()).toMatchObject({ level: 'WARN', message: 'Request refused', status: 403 });
  });
});

describe('a caller is unknown', () => {
  it.each([
    ['without a policy', 'stranger00', 'no policy names the API key with the ID "stranger00"'],
    [
      'by a policy with a misspelt rule',
      'misspelt00',
      'the policy of the API key with the ID "misspelt00" is not valid; the router\'s log says what is wrong',
    ],
  ])('%s', async (_, id, message) => {
    const ask = () => fetch(`${router.url}/v1/operations`, { headers: { 'x-api-key': keyOf(id) } });
    for (const response of [await callAs(id, '/v1/extraction'), await ask()]) {
      expect(await response.json()).toEqual({ message });
      expect(response.status).toBe(403);
      expect(response.headers.get('x-router-error')).toBe('unknown-caller');
    }
    expect(router.arrivals).toEqual([]);
  });

  it('and the log says what is wrong with the policy', () => {
    expect(router.log.lines).toContainEqual(
      expect.objectContaining({
        level: 'ERROR',
        parameter: '/bedrock-tier-router/callers/misspelt00',
        problem:
          'the policy has no member "operation"; it may have name, operations, tiers, models, budget',
      }),
    );
    expect(router.log.lines).toContainEqual(expect.objectContaining({ MappingErrors: 1 }));
  });
});

describe('the list of operations', () => {
  const list = async (id: string) => {
    const response = await fetch(`${router.url}/v1/operations`, {
      headers: { 'x-api-key': keyOf(id) },
    });
    const { operations }: { operations: { operation: string; route: string[] }[] } = JSON.parse(
      await response.text(),
    );
    return operations.map(({ operation, route }) => `${operation} = ${route.join(',')}`);
  };

  it.each([
    [
      'anybody000',
      [
        `classification = ${OPERATIONS.classification}`,
        `extraction = ${OPERATIONS.extraction}`,
        `review = ${OPERATIONS.review}`,
      ],
    ],
    ['claims0000', [`extraction = ${OPERATIONS.extraction}`]],
    ['direct0000', []],
    ['flexonly00', [`extraction = ${NOVA}:flex,${GEMMA}:flex`, `review = ${CLAUDE}:flex`]],
    ['novaonly00', [`extraction = ${NOVA}:flex,${NOVA}`]],
  ])('has for %s what it may call', async (id, expected) => {
    expect(await list(id)).toEqual(expected);
  });
});

it('answers /health for every key', async () => {
  const headers = { 'x-api-key': keyOf('stranger00') };
  expect((await fetch(`${router.url}/health`, { headers })).status).toBe(200);
});

it('follows a new, a changed and a deleted policy after the maximum age', async () => {
  const { parameters } = router;
  const { id } = await router.apiKeys.create({ id: 'changing00', value: keyOf('changing00') });
  const name = `/bedrock-tier-router/callers/${id}`;
  const answers = async () => {
    const response = await callAs(id, '/v1/extraction');
    return response.headers.get('x-router-error') ?? response.status;
  };
  expect(await answers()).toBe('unknown-caller');
  writePolicy(parameters, id, { name: 'changing' });
  await until(async () => (await answers()) === 200);
  writePolicy(parameters, id, { name: 'changing', operations: ['classification'] });
  await until(async () => (await answers()) === 'caller-not-allowed');
  writePolicy(parameters, id, { name: 'changing', operations: 'all' });
  await router.log.find(({ problem }) => String(problem).startsWith('operations is "all"'));
  expect(await answers()).toBe('caller-not-allowed');
  parameters.delete(name);
  await until(async () => (await answers()) === 'unknown-caller');
});
