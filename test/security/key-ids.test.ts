import { beforeAll, expect, it } from 'vitest';
import { DEFAULT_OPERATIONS } from '../../lambda/contract';
import { writePolicy, writeRoutes } from '../../local/write-parameters';
import { loadRouter } from '../fuzz/load-router';

/** API Gateway makes the IDs itself and never sends these. */
const router = loadRouter({ authorization: 'keys', mappingMaxAgeSeconds: 0 });

beforeAll(() => {
  const { parameters } = router.aws.parameterStore;
  writeRoutes(parameters, DEFAULT_OPERATIONS);
  writePolicy(parameters, 'goodkey000', { name: 'good' });
  const name = '/bedrock-tier-router/elsewhere/nested';
  parameters.put({ name, type: 'String', value: '{"name":"nested"}' });
});

function callAs(apiKeyId: unknown, path = '/v1/extraction') {
  const requestContext = { requestId: 'request-1', identity: { apiKeyId } };
  const body = '{"messages":[{"role":"user","content":[{"text":"x"}]}]}';
  return router.answer(JSON.stringify({ httpMethod: 'POST', path, requestContext, body }));
}

it('serves a caller with a policy', async () => {
  expect((await callAs('goodkey000')).status).toBe(200);
});

it.each([
  '',
  '.',
  '..',
  '../elsewhere/nested',
  '../callers/goodkey000',
  './goodkey000',
  'goodkey000/',
  '/goodkey000',
  '/bedrock-tier-router/callers/goodkey000',
  '..%2Felsewhere%2Fnested',
  'goodkey000\u0000',
  'goodkey000\n{"level":"INFO","message":"Request served"}',
  '\u001b[2Kgoodkey000',
  'GOODKEY000',
  'goodkey00*',
  '__proto__',
  'constructor',
])('knows no caller by the ID %j', async (apiKeyId) => {
  const { outcome, lines, receipts, arrivals } = await router.trace(() => callAs(apiKeyId));
  expect([outcome.status, outcome.headers['x-router-error']]).toEqual([403, 'unknown-caller']);
  expect(outcome.body.length).toBeLessThan(1_000);
  expect(receipts).toMatchObject([{ status: 403 }]);
  expect(lines.join('').length).toBeLessThan(4_000);
  expect(arrivals).toEqual([]);
});

it.each([7, true, ['goodkey000'], { toString: 'goodkey000' }])(
  'accepts no ID that is not text: %j',
  async (apiKeyId) => {
    const answer = await callAs(apiKeyId);
    expect([answer.status, answer.headers['x-router-error']]).toEqual([400, 'invalid-event']);
  },
);

it('reads parameters by the prefix of the deploy alone', async () => {
  await callAs('../elsewhere/nested');
  const paths = router.aws.parameterStore.journal.map(
    ({ input }) => input['Path'] ?? input['Name'],
  );
  expect(new Set(paths)).toEqual(new Set(['/bedrock-tier-router']));
});
