import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { CallerPolicy } from '../../../../lambda/core/callers/policy';
import { BUILT_IN_CATALOG } from '../../../../lambda/core/catalog/catalog';
import { RouterError } from '../../../../lambda/core/errors/router-error';
import { findWire } from '../../../../lambda/core/wire/find-wire';
import { RequestBody } from '../../../../lambda/core/wire/request-body';
import { composePolicy } from '../../../fakes/compose-policy';
import { composeCaller } from '../../../fakes/fake-budget-services';
import { candidate, type PlanOptions, plan, shorten } from '../../../fakes/plan';
import { US_EAST_PRICES } from '../catalog/compose-catalog';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';
const APPLICATION_PROFILE =
  'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456';
const ELEVEN_MODELS = [
  'N',
  'G',
  'L',
  'gemma',
  'us.amazon.nova-pro-v1:0',
  'us.amazon.nova-micro-v1:0',
  'amazon.nova-lite-v1:0',
  'amazon.nova-micro-v1:0',
  'qwen.qwen3-32b-v1:0',
  'openai.gpt-oss-120b-1:0',
  'openai.gpt-oss-20b-1:0',
];
const FLEX_BODY = { body: '{"serviceTier":{"type":"flex"}}' };
const DEFAULT_BODY = { body: '{"serviceTier":{"type":"default"}}' };
const to = (text: string): PlanOptions => ({ destination: { kind: 'model', text } });
const by = (tier: string): PlanOptions => ({ headers: { 'x-amzn-bedrock-service-tier': tier } });

function refusalOf(text: string, options: PlanOptions): RouterError {
  try {
    plan(text, options);
  } catch (error) {
    if (error instanceof RouterError) return error;
    throw error;
  }
  throw new Error('the request has a plan');
}

it('plans everything that the request says and may do', () => {
  const headers = { 'x-amzn-bedrock-trace': 'ENABLED', cookie: 'secret' };
  const planned = plan('N > gemma:flex', { headers, body: '{"messages":[]}' });
  expect(planned).toEqual({
    caller: undefined,
    action: 'converse',
    operation: 'extraction',
    mappingVersion: '3',
    settings: undefined,
    variant: undefined,
    suffixTier: 'default',
    requested: { baseModelId: NOVA, tier: 'default' },
    calls: [
      { candidate: { baseModelId: NOVA, tier: 'default' }, reason: 'primary', bound: undefined },
      { candidate: { baseModelId: GEMMA, tier: 'flex' }, reason: 'fallback', bound: undefined },
      {
        candidate: { baseModelId: GEMMA, tier: 'default' },
        reason: 'without-tier',
        bound: undefined,
      },
    ],
    unpriced: [],
    mute: [],
    demotion: [],
    prices: US_EAST_PRICES,
    catalog: BUILT_IN_CATALOG,
    metadata: {},
    isStrict: false,
    request: {
      askedTier: undefined,
      headers: { 'content-type': 'application/json', 'x-amzn-bedrock-trace': 'ENABLED' },
      body: expect.objectContaining({ text: '{"messages":[]}' }),
      edits: [],
      adaptation: undefined,
    },
  });
});

it('plans a call that names a model without the mapping', () => {
  expect(plan('N', to(`${GEMMA}:flex`))).toMatchObject({
    operation: 'direct',
    mappingVersion: undefined,
    suffixTier: 'flex',
    requested: { baseModelId: GEMMA, tier: 'flex' },
  });
});

it('plans no demotion of a strict request', () => {
  const strict = { headers: { 'x-router-strict-tier': 'true' }, caller: composeCaller() };
  expect(plan('N > N:flex', strict).demotion).toEqual([]);
});

describe('the requested tier', () => {
  it.each<[string, PlanOptions, string]>([
    ['N:flex', {}, 'N:flex'],
    ['N:flex', by('priority'), 'N:priority'],
    ['N:flex', by('standard'), 'N'],
    ['N:flex', DEFAULT_BODY, 'N'],
    ['N', FLEX_BODY, 'N:flex'],
    ['N', { action: 'invoke', ...FLEX_BODY }, 'N'],
    ['N', { action: 'invoke-with-response-stream', ...by('flex') }, 'N:flex'],
    ['N:flex', { action: 'count-tokens' }, 'B'],
    ['N:flex', { action: 'count-tokens', ...by('priority'), tiers: ['flex'] }, 'B'],
    ['N:priority', { ...by('flex'), tiers: ['flex'] }, 'N:flex'],
  ])('of route %s and request %j is that of %s', (text, options, requested) => {
    const planned = plan(text, options);
    expect(shorten(planned.requested)).toBe(requested);
    expect(planned.suffixTier).toBe(candidate(text).tier);
  });
});

describe('a request is refused', () => {
  const tiers = ['priority', 'default', 'flex'] as const;

  it.each<[string, string, PlanOptions]>([
    ['unknown-operation', 'N', { ...to('ocr'), body: 'no JSON' }],
    ['model-not-allowed', 'N', { models: [GEMMA], body: 'no JSON' }],
    ['model-not-allowed', 'N', { models: [GEMMA], action: 'count-tokens' }],
    ['invalid-model-id', APPLICATION_PROFILE, { action: 'count-tokens' }],
    ['invalid-body', 'N', { body: 'no JSON' }],
    ['invalid-tier', 'N', by('turbo')],
    ['conflicting-tiers', 'N', { ...by('priority'), ...FLEX_BODY }],
    ['invalid-header', 'N', { headers: { 'anthropic-beta': 'a\u0100' } }],
    ['invalid-header', 'N', { headers: { 'x-router-strict-tier': 'yes' } }],
    ['tier-not-allowed', 'N:reserved', { tiers }],
    ['tier-not-allowed', 'N', { tiers, ...by('reserved') }],
    ['tier-not-allowed', 'N', { tiers, ...by('reserved'), action: 'invoke' }],
    ['tier-not-allowed', 'N', { tiers: ['flex'] }],
  ])('as %s along %s with %j', (code, text, options) => {
    expect(refusalOf(text, options).code).toBe(code);
  });
});

describe('a caller', () => {
  const follow = (rules: Partial<CallerPolicy>, options: PlanOptions = {}): PlanOptions => ({
    caller: { id: 'a1b2c3d4e5', policy: composePolicy(rules) },
    ...options,
  });

  it.each<[string, Partial<CallerPolicy>, PlanOptions]>([
    ['call operation "extraction"', { operations: ['assessment'] }, {}],
    ['call a model by its ID', { operations: ['extraction'] }, to(NOVA)],
    ['use model "us.amazon.nova-2-lite-v1:0"', { models: [GEMMA] }, {}],
    ['ask for service tier "default"', { tiers: ['flex'] }, {}],
    ['ask for service tier "priority"', { tiers: ['flex'] }, by('priority')],
  ])('may not %s if its policy has %j', (act, rules, options) => {
    expect(refusalOf('N', follow(rules, options))).toMatchObject({
      code: 'caller-not-allowed',
      message: expect.stringContaining(`caller "claims" may not ${act}; `),
    });
  });

  it('is in the plan, and may count tokens on any tier', () => {
    const planned = plan('N', follow({ tiers: ['flex'] }, { action: 'count-tokens' }));
    expect(planned).toMatchObject({ caller: { id: 'a1b2c3d4e5' }, requested: { tier: 'default' } });
  });

  it.each<[string, Partial<CallerPolicy>, PlanOptions]>([
    ['model-not-allowed', { models: [NOVA] }, { models: [GEMMA], ...to('amazon.nova-pro-v1:0') }],
    ['tier-not-allowed', { tiers: ['flex'] }, { tiers: ['priority'] }],
  ])('is refused by the bounds of the deployment before its own: %s', (code, rules, options) => {
    expect(refusalOf('N', follow(rules, options)).code).toBe(code);
  });

  it.each<[Partial<CallerPolicy>, readonly string[]]>([
    [{}, ['N', 'N:priority', 'gemma:flex']],
    [{ tiers: ['flex'] }, ['gemma:flex']],
    [{ tiers: ['flex', 'default'], models: [NOVA] }, ['N']],
  ])('with %j falls back within its rules', (rules, fallbacks) => {
    const { calls } = plan('N:flex > N > N:priority > gemma:flex', follow(rules));
    const found = calls.filter(({ reason }) => reason === 'fallback');
    expect(found.map((call) => shorten(call.candidate))).toEqual(fallbacks);
  });
});

describe('cost bounds', () => {
  it('are computed only for callers with a budget, because they read the body', () => {
    const read = vi.spyOn(RequestBody.prototype, 'text', 'get');
    onTestFinished(() => read.mockRestore());
    const withBudget = composeCaller();
    const without = { ...withBudget, policy: { ...withBudget.policy, budget: undefined } };
    const bounds = [undefined, without, withBudget].map((caller) => {
      const { calls } = plan('N', { caller, action: 'invoke', body: new Uint8Array(1) });
      return [calls[0].bound?.kind, read.mock.calls.length > 0];
    });
    expect(bounds).toEqual([
      [undefined, false],
      [undefined, false],
      ['bounded', true],
    ]);
  });

  it.each([
    ['too many parts', `{"messages":[${'[],'.repeat(150_000)}1]}`],
    ['too many members', `{"a":{${'"b":1,'.repeat(10_000)}"b":1}}`],
    ['too deep a nesting', `{"a":${'['.repeat(201)}${']'.repeat(201)}}`],
  ])('need to read a body in any format, so that one with %s is refused', (_, body) => {
    const planInvoke = (caller: PlanOptions['caller']) =>
      plan('N', { caller, action: 'invoke', body });
    expect(planInvoke(undefined).calls).toHaveLength(1);
    expect(() => planInvoke(composeCaller())).toThrow(
      expect.objectContaining({ code: 'invalid-body' }),
    );
  });

  it('are not computed for a count of tokens, which costs nothing', () => {
    const { calls } = plan('N', { caller: composeCaller(), action: 'count-tokens' });
    expect(calls[0].bound).toBeUndefined();
  });
});

it('a body is outlined once and not parsed as a whole, even for a demotion over eleven models', () => {
  const routes = { cheap: ELEVEN_MODELS.join(' > ') };
  const budget = { whenExceeded: { kind: 'demote-to-operation', operation: 'cheap' } } as const;
  const body = String.raw`{"m\u0065ssages":[],"serviceTier":{"type":"priority"},"requestMetadata":{"a":"b"}}`;
  const parse = vi.spyOn(JSON, 'parse');
  onTestFinished(() => parse.mockRestore());
  const planned = plan('claude', { caller: composeCaller(budget), routes, body });
  const wire = findWire('converse');
  const request = wire.addMetadata(planned.request, [['router-operation', 'extraction']]);
  const calls = [...planned.calls, ...planned.demotion];
  for (const call of calls) wire.write(request, call.candidate, BUILT_IN_CATALOG);
  expect(calls).toHaveLength(13);
  const parsed = parse.mock.calls.map(([text]) => text);
  expect(parsed).not.toContain(body);
  // An outline reads each name that has an escape.
  expect(parsed.filter((text) => text === String.raw`"m\u0065ssages"`)).toHaveLength(1);
});
