import { beforeAll, describe, expect, it } from 'vitest';
import { composeFunctionEnvironment } from '../../local/compose-function-environment';
import { writePolicy } from '../../local/write-parameters';
import { type LogLine, runRouter } from '../clients/run-router';
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

function callAs(id: string, path: string, body = BODY): Promise<Response> {
  return post(router, path, body, { 'x-api-key': keyOf(id) });
}

function getAs(id: string, path: string): Promise<Response> {
  return fetch(router.url + path, { headers: { 'x-api-key': keyOf(id) } });
}

describe('a caller may not', () => {
  const CODE = 'caller-not-allowed';

  it.each([
    [
      'call an operation that its policy lacks',
      'claims0000',
      '/model/classification/converse',
      BODY,
      'caller "claims" may not call operation "classification"; its policy allows extraction',
    ],
    [
      'use a tier that its policy lacks',
      'flexonly00',
      '/v1/extraction',
      `{"serviceTier":{"type":"priority"},${BODY.slice(1)}`,
      'caller "overnight" may not ask for service tier "priority"; its policy allows flex',
    ],
    [
      'use a model that its policy lacks',
      'novaonly00',
      `/model/${GEMMA}:flex/converse`,
      BODY,
      `caller "nova" may not use model "${GEMMA}"; its policy allows ${NOVA}`,
    ],
  ])('%s', async (_, id, path, body, message) => {
    const response = await callAs(id, path, body);
    expect(await response.json()).toEqual({ message });
    expect(response.status).toBe(403);
    expect(response.headers.get('x-router-error')).toBe(CODE);
    expect(response.headers.get('x-amzn-errortype')).toBe('AccessDeniedException');
    expect(router.arrivals).toEqual([]);
    const isRefusal = (line: object) => 'router_error' in line && line.router_error === CODE;
    const receipt = await router.log.find((line) => line['caller_id'] === id && isRefusal(line));
    expect(receipt).toMatchObject({ level: 'WARN', message: 'Request refused', status: 403 });
  });
});

describe('a caller is unknown', () => {
  it.each([
    [
      'without a policy',
      'stranger00',
      'there is no policy for the API key with the ID "stranger00"',
    ],
    [
      'if its policy has a misspelled rule',
      'misspelt00',
      'the policy of the API key with the ID "misspelt00" is not valid; the router\'s log says what is wrong',
    ],
  ])('%s', async (_, id, message) => {
    for (const response of [
      await callAs(id, '/v1/extraction'),
      await getAs(id, '/v1/operations'),
    ]) {
      expect(await response.json()).toEqual({ message });
      expect(response.status).toBe(403);
      expect(response.headers.get('x-router-error')).toBe('unknown-caller');
    }
    expect(router.arrivals).toEqual([]);
    expect((await getAs(id, '/health')).status).toBe(200);
  });

  it('and the log says what is wrong with its policy', async () => {
    await callAs('misspelt00', '/v1/extraction');
    const parameter = '/bedrock-tier-router/callers/misspelt00';
    expect(await router.log.find((line) => line['parameter'] === parameter)).toMatchObject({
      level: 'ERROR',
      problem: 'the policy has no member "operation"; did you mean operations?',
    });
    await router.log.find((line) => line['MappingErrors'] === 1);
  });
});

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
])('lists for %s the operations that it may call', async (id, expected) => {
  const response = await getAs(id, '/v1/operations');
  const { operations }: { operations: { operation: string; route: string[] }[] } = JSON.parse(
    await response.text(),
  );
  expect(operations.map(({ operation, route }) => `${operation} = ${route.join(',')}`)).toEqual(
    expected,
  );
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
  const isRefused = ({ problem }: LogLine) => String(problem).startsWith('operations is "all"');
  await until(async () => {
    expect(await answers()).toBe('caller-not-allowed');
    return router.log.latest(isRefused) !== undefined;
  });
  parameters.delete(name);
  await until(async () => (await answers()) === 'unknown-caller');
});

describe('after a failure', () => {
  /** The different calls that arrived at Bedrock. */
  function listCandidates(): readonly string[] {
    const candidates = router.arrivals.map(({ path, requestedTier = 'default' }) => {
      const [, , model = ''] = decodeURIComponent(path).split('/');
      return `${model} ${requestedTier}`;
    });
    return [...new Set(candidates)];
  }

  it('a caller is served only by candidates that its policy allows', async () => {
    router.bedrock.failures.add({ kind: 'unavailable', rate: 1 });
    expect((await callAs('flexonly00', '/v1/extraction')).status).toBe(503);
    expect(listCandidates()).toEqual([`${NOVA} flex`, `${GEMMA} flex`]);
  });

  it.each(['unknown', 'known'])(
    'a tier whose refusal is %s is not replaced by a tier that the policy lacks',
    async () => {
      expect((await callAs('flexonly00', '/v1/review')).status).toBe(400);
      expect(listCandidates()).toEqual([`${CLAUDE} flex`]);
      expect((await callAs('anybody000', '/v1/review')).status).toBe(200);
      expect(listCandidates()).toContain(`${CLAUDE} default`);
    },
  );
});

describe('while the policies cannot be read', () => {
  const key = { id: 'claims0000', value: keyOf('claims0000') };
  const unreadable = runRouter({
    settings: { authorization: 'keys' },
    callers: [{ apiKey: key, policy: CALLERS.claims0000 }],
    chooseEndpoints: (bedrockUrl) => ({ bedrockUrl, ssmUrl: 'http://127.0.0.1:9' }),
  });

  it('no caller is served', async () => {
    const headers = { 'x-api-key': key.value };
    const response = await post(unreadable, '/v1/extraction', BODY, headers);
    expect(response.status).toBe(503);
    expect(response.headers.get('x-router-error')).toBe('callers-unavailable');
    expect(response.headers.get('retry-after')).toBe('2');
    expect(await response.json()).toEqual({
      message: 'the policies of the callers could not be read yet; try again shortly',
    });
    expect(unreadable.arrivals).toEqual([]);
  });
});

describe('if API Gateway lets a request in without a key', () => {
  const { ROUTER_CONFIG = '' } = composeFunctionEnvironment(
    { authorization: 'keys', budgetTable: 'budgets' },
    { bedrockUrl: undefined, ssmUrl: undefined },
  );
  const open = runRouter({ environment: { ROUTER_CONFIG } });

  it('the function refuses it', async () => {
    const response = await post(open, '/v1/extraction');
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({ message: 'the request has no API key' });
  });
});
