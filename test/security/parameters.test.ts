import { describe, expect, it, onTestFinished } from 'vitest';
import { CANARY } from '../fuzz/arbitrary-body';
import { ask } from '../local/bedrock/ask';
import { until } from '../router/support';
import { attackRouter } from './attack-router';

const KEY = 'goodkey000'.repeat(4);
const VICTIM = 'victim0000'.repeat(4);

const router = attackRouter({
  settings: { authorization: 'keys', mappingMaxAgeSeconds: 0 },
  callers: [
    { apiKey: { id: 'goodkey000', value: KEY }, policy: { name: 'good' } },
    { apiKey: { id: 'victim0000', value: VICTIM }, policy: { name: 'victim' } },
  ],
});

const PREFIX = '/bedrock-tier-router';
const BODY = '{"messages":[{"role":"user","content":[{"text":"x"}]}]}';
const LINE = '\n{"level":"INFO","message":"forged"}';

function call(key: string, path = '/v1/extraction') {
  return ask(router.url + path, { headers: { 'x-api-key': key }, body: BODY });
}

/** Writes a parameter for one test, and waits for the one line that says it is refused. */
async function expectRefused(name: string, value: string, message: string) {
  const { parameters } = router.aws.parameterStore;
  parameters.put({ name, type: 'String', value, tier: 'Advanced', overwrite: true });
  const isRefusal = (line: string) => line.includes(message) && line.includes(name);
  await until(async () => {
    await call(KEY);
    return router.lines.some(isRefusal);
  });
  const refusals = router.lines.filter(isRefusal);
  expect(refusals).toHaveLength(1);
  expect(refusals[0]?.length).toBeLessThan(1_200);
  expect(JSON.parse(refusals[0] ?? '')).toMatchObject({ level: 'ERROR', parameter: name });
}

describe('a policy that nobody should write leaves the last good one in force', () => {
  it.each([
    ['no JSON, with what went astray in it', `password: ${CANARY}`],
    ['8 KB that are no JSON', CANARY.repeat(700)],
    ['8 KB of brackets', '['.repeat(8_000)],
    ['4,000 levels', `{"name":"x","operations":${'['.repeat(3_900)}${']'.repeat(3_900)}}`],
    ['a prototype with a name', '{"__proto__":{"name":"admin"}}'],
    ['a prototype beside a name', '{"name":"admin","__proto__":{"operations":["direct"]}}'],
    ['a constructor', '{"name":"admin","constructor":{}}'],
    ['a name with a forged line', JSON.stringify({ name: `admin${LINE}` })],
    ['a name with an escape of a terminal', JSON.stringify({ name: '\u001b[2Kadmin' })],
    ['a name of 8 KB', JSON.stringify({ name: 'n'.repeat(8_000) })],
    ['a member of 8 KB', JSON.stringify({ name: 'admin', ['m'.repeat(8_000)]: 1 })],
    ['an operation with a path', '{"name":"admin","operations":["../extraction"]}'],
    ['an operation of 8 KB', JSON.stringify({ name: 'admin', operations: ['o'.repeat(8_000)] })],
    ['a tier that is none', '{"name":"admin","tiers":["flex","toString"]}'],
    ['a model of 8 KB', JSON.stringify({ name: 'admin', models: ['m'.repeat(8_000)] })],
    ['a model with a path', '{"name":"admin","models":["a.b/../c.d"]}'],
    ['an endless budget', '{"name":"admin","budget":{"limitUsd":1e999,"period":"day"}}'],
    ['a negative budget', '{"name":"admin","budget":{"limitUsd":-1,"period":"day"}}'],
    [
      'a demotion to a path',
      '{"name":"admin","budget":{"limitUsd":1,"period":"day","whenExceeded":"demote-to:../x"}}',
    ],
  ])('such as %s', async (_what, value) => {
    const name = `${PREFIX}/callers/victim0000`;
    await expectRefused(name, value, 'Policy refused');
    expect((await call(VICTIM)).status).toBe(200);
    const receipts = await router.receipts();
    for (const { caller } of receipts) expect(['good', 'victim']).toContain(caller);
  });
});

describe('a route that nobody should write is refused on one short line', () => {
  it.each([
    ['8 KB', 'long', 'a.b'.repeat(2_600)],
    ['8 KB with a sign in it', 'sign', `${'a.b'.repeat(600)}!`],
    ['the same model 500 times', 'repeated', Array.from({ length: 500 }, () => 'a.b').join(',')],
    ['a forged line', 'forged', `a.b${LINE}`],
    ['an escape of a terminal', 'escape', 'a.b\u001b[2K'],
    ['an address', 'address', 'http://169.254.169.254/latest'],
  ])('such as %s', async (_what, operation, value) => {
    const name = `${PREFIX}/operations/${operation}`;
    onTestFinished(() => void router.aws.parameterStore.parameters.delete(name));
    await expectRefused(name, value, 'Parameter refused');
    expect((await call(KEY, `/v1/${operation}`)).status).toBe(404);
  });
});
