import { describe, expect, it } from 'vitest';
import { BUILT_IN_PRICES } from '../../../../lambda/core/pricing/built-in-prices';
import type { AccessBounds } from '../../../../lambda/core/routing/access-bounds';
import type { Plan } from '../../../../lambda/core/routing/plan';
import { planRequest, type RouterRequest } from '../../../../lambda/core/routing/plan-request';
import type { TierMapping } from '../../../../lambda/core/routing/tier-mapping';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';
const BOUNDS: AccessBounds = { models: [NOVA, GEMMA], tiers: ['priority', 'default', 'flex'] };
const FLEX_ALONE: AccessBounds = { models: 'any', tiers: ['flex'] };
const MAPPING: TierMapping = new Map([
  ['extraction', { route: [{ baseModelId: NOVA, tier: 'flex' }], version: '3' }],
  ['classification', { route: [{ baseModelId: NOVA, tier: 'priority' }], version: 'deploy' }],
]);

interface Asked {
  readonly action?: RouterRequest['action'];
  readonly header?: string | undefined;
  readonly body?: string;
}

/** Whatever the text names, an operation or a model. */
function ask(text: string, { action = 'converse', header, body = '{}' }: Asked = {}) {
  const headers = header === undefined ? {} : { 'x-amzn-bedrock-service-tier': header };
  const destination = { kind: 'model', text } as const;
  const request: RouterRequest = { action, destination, headers, callerId: undefined, body };
  return (bounds: AccessBounds): Plan =>
    planRequest(request, {
      snapshot: { mapping: MAPPING, prices: BUILT_IN_PRICES },
      bounds,
      caller: undefined,
    });
}

function refusalOf(choose: (bounds: AccessBounds) => Plan, bounds = BOUNDS): unknown {
  try {
    return choose(bounds);
  } catch (error) {
    return error;
  }
}

describe('the requested tier', () => {
  const flex = '{"serviceTier":{"type":"flex"}}';
  const standard = '{"serviceTier":{"type":"default"}}';

  it.each([
    [undefined, '{}', 'flex'],
    [undefined, '{"serviceTier":null}', 'flex'],
    [undefined, standard, 'default'],
    ['priority', '{}', 'priority'],
    ['standard', '{}', 'default'],
    ['default', standard, 'default'],
    ['flex', flex, 'flex'],
  ])('of header %s and body %s is %s', (header, body, requestedTier) => {
    expect(ask('extraction', { header, body })(BOUNDS)).toMatchObject({
      suffixTier: 'flex',
      requested: { baseModelId: NOVA, tier: requestedTier },
    });
  });

  it.each([
    ['priority', flex, 'conflicting-tiers'],
    ['Flex', '{}', 'invalid-tier'],
    ['', '{}', 'invalid-tier'],
    [undefined, '{"serviceTier":{"type":"turbo"}}', 'invalid-tier'],
    [undefined, '', 'invalid-body'],
  ])('of header %j and body %s is refused', (header, body, code) => {
    expect(refusalOf(ask('extraction', { header, body }))).toMatchObject({ code });
  });

  it('is refused by the name of the header that it stood in', () => {
    expect(refusalOf(ask('extraction', { header: 'turbo' }))).toMatchObject({
      message:
        'x-amzn-bedrock-service-tier is "turbo"; the service tiers are priority, default, flex, reserved',
    });
  });
});

describe.each(['invoke', 'invoke-with-response-stream'] as const)('the tier of an %s', (action) => {
  it.each([
    [undefined, 'flex'],
    ['priority', 'priority'],
    ['standard', 'default'],
  ])('with header %s is %s, whatever its body says', (header, requestedTier) => {
    const body = '{"serviceTier":{"type":"reserved"}}';
    expect(ask('extraction', { action, header, body })(BOUNDS)).toMatchObject({
      suffixTier: 'flex',
      requested: { baseModelId: NOVA, tier: requestedTier },
    });
  });

  it('is refused if the header names none', () => {
    expect(refusalOf(ask('extraction', { action, header: 'turbo' }))).toMatchObject({
      code: 'invalid-tier',
    });
  });
});

describe('a count of tokens', () => {
  it.each([undefined, 'priority', 'flex'])('asks for no tier, also by header %s', (header) => {
    expect(ask('extraction', { action: 'count-tokens', header })(BOUNDS)).toMatchObject({
      suffixTier: 'flex',
      requested: { baseModelId: NOVA, tier: 'default' },
    });
  });

  it('is within any bounds of tiers, and within those of models', () => {
    const action = 'count-tokens';
    expect(ask('extraction', { action })(FLEX_ALONE)).toMatchObject({
      requested: { tier: 'default' },
    });
    expect(refusalOf(ask('openai.gpt-oss-20b-1:0', { action }))).toMatchObject({
      code: 'model-not-allowed',
    });
  });
});

describe('the bounds of a deployment', () => {
  it.each([
    ['by header', ask('extraction', { header: 'reserved' })],
    ['by header of an invoke', ask('extraction', { action: 'invoke', header: 'reserved' })],
    ['by body', ask('extraction', { body: '{"serviceTier":{"type":"reserved"}}' })],
    ['by suffix', ask(`${NOVA}:reserved`)],
  ])('refuse a tier asked for %s', (_, choose) => {
    expect(refusalOf(choose)).toMatchObject({
      code: 'tier-not-allowed',
      message:
        'service tier "reserved" is not allowed here; the allowed tiers are priority, default, flex',
    });
  });

  it('refuse a model before its body is read', () => {
    expect(refusalOf(ask('amazon.nova-2-lite-v1:0:flex', { body: 'no JSON' }))).toMatchObject({
      code: 'model-not-allowed',
      message:
        'model "amazon.nova-2-lite-v1:0" is not allowed here; the allowed models are us.amazon.nova-2-lite-v1:0, google.gemma-3-27b-it',
    });
  });

  it('refuse the default tier if only others are allowed', () => {
    expect(refusalOf(ask(GEMMA), FLEX_ALONE)).toMatchObject({ code: 'tier-not-allowed' });
  });

  it('concern the requested tier, not the suffix it replaces', () => {
    expect(ask('classification', { header: 'flex' })(FLEX_ALONE)).toMatchObject({
      suffixTier: 'priority',
      requested: { tier: 'flex' },
    });
  });

  it('let every model pass if any is allowed', () => {
    const bounds: AccessBounds = { models: 'any', tiers: ['default'] };
    expect(ask('openai.gpt-oss-20b-1:0')(bounds)).toMatchObject({
      requested: { baseModelId: 'openai.gpt-oss-20b-1:0' },
    });
  });
});
