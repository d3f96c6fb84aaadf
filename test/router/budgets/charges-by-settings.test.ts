import { expect, it } from 'vitest';
import { runRouter } from '../../clients/run-router';
import { runScriptedBedrock } from '../../clients/scripted-bedrock';

const CLAUDE = 'us.anthropic.claude-sonnet-4-6';
const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';

const LIMIT = { inferenceConfig: { maxTokens: 100 } };
const EMPTY = '{"messages":[]}';
const LIMITED = '{"messages":[],"inferenceConfig":{"maxTokens":100}}';

/** Operation → route, settings, the body of a caller, and the most that the request can cost, by hand. */
const CASES = {
  // 51 bytes with the default × 0.33 + 100 × 2.75 millionths
  filled: { route: NOVA, settings: { defaults: LIMIT }, body: EMPTY, usd: 0.00029183 },
  set: {
    route: NOVA,
    settings: { set: LIMIT },
    body: '{"messages":[],"inferenceConfig":{"maxTokens":64000}}',
    usd: 0.00029183,
  },
  // 51 bytes × 6.6 + (100 + 2,000) × 16.5 millionths
  thoughtful: {
    route: CLAUDE,
    settings: { thinking: { budgetTokens: 2_000 } },
    body: LIMITED,
    usd: 0.0349866,
  },
  // 51 bytes × 0.23 + 100 × 0.38 millionths
  split: {
    route: NOVA,
    settings: { split: [{ name: 'gemma', route: GEMMA, weight: 100 }] },
    body: LIMITED,
    usd: 0.00004973,
  },
  conditional: {
    route: NOVA,
    settings: { when: [{ if: { caller: ['conditional'] }, route: GEMMA }] },
    body: LIMITED,
    usd: 0.00004973,
  },
};
type Name = keyof typeof CASES;
const NAMES = Object.keys(CASES) as Name[];

const keyOf = (name: string) => `key-of-the-caller-${name}`;
const mapCases = <Value>(choose: (name: Name) => Value) =>
  Object.fromEntries(NAMES.map((name) => [name, choose(name)]));

const bedrock = runScriptedBedrock();
const router = runRouter({
  chooseEndpoints: bedrock.chooseEndpoints,
  settings: { authorization: 'keys', operations: mapCases((name) => CASES[name].route) },
  operationSettings: mapCases((name) => CASES[name].settings),
  callers: NAMES.map((name) => ({
    apiKey: { id: name, value: keyOf(name) },
    policy: { name, budget: { limitUsd: 10, period: 'month' } },
  })),
});

it.each(NAMES)('%s settings bound the charge of a request without usage', async (name) => {
  bedrock.script((response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"output":{}}');
  });
  const { body, usd } = CASES[name];
  const headers = { 'content-type': 'application/json', 'x-api-key': keyOf(name) };
  const response = await fetch(`${router.url}/v1/${name}`, { method: 'POST', headers, body });
  await response.arrayBuffer();
  expect(response.status).toBe(200);
  const receipt = await router.log.find((line) => line['caller'] === name && 'status' in line);
  expect(receipt).toMatchObject({ cost_status: 'unknown-usage', charged_usd: usd });
});
