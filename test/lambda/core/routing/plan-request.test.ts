import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { BUILT_IN_PRICES } from '../../../../lambda/core/pricing/built-in-prices';
import type { AccessBounds } from '../../../../lambda/core/routing/access-bounds';
import {
  type PlanRules,
  planRequest,
  type RouterRequest,
} from '../../../../lambda/core/routing/plan-request';
import type { TierMapping } from '../../../../lambda/core/routing/tier-mapping';
import { RequestBody } from '../../../../lambda/core/wire/request-body';
import { composeCaller } from '../../../fakes/fake-budget-services';
import { plan } from '../../../fakes/plan';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';
const BOUNDS: AccessBounds = { models: [NOVA, GEMMA], tiers: ['priority', 'default', 'flex'] };
const MAPPING: TierMapping = new Map([
  ['extraction', { route: [{ baseModelId: NOVA, tier: 'flex' }], version: '3' }],
  ['classification', { route: [{ baseModelId: NOVA, tier: 'priority' }], version: 'deploy' }],
  [
    'assessment',
    {
      route: [
        { baseModelId: NOVA, tier: 'default' },
        { baseModelId: GEMMA, tier: 'flex' },
      ],
      version: '12',
    },
  ],
]);

function toOperation(name: string, request: Partial<RouterRequest> = {}): RouterRequest {
  const destination = { kind: 'operation', name } as const;
  return {
    action: 'converse',
    destination,
    headers: {},
    callerId: undefined,
    body: '{}',
    ...request,
  };
}

function toModel(text: string, request: Partial<RouterRequest> = {}): RouterRequest {
  const destination = { kind: 'model', text } as const;
  return {
    action: 'converse',
    destination,
    headers: {},
    callerId: undefined,
    body: '{}',
    ...request,
  };
}

function planOf(request: RouterRequest, mapping = MAPPING, bounds = BOUNDS) {
  const snapshot: PlanRules['snapshot'] = { mapping, prices: BUILT_IN_PRICES };
  return planRequest(request, { snapshot, bounds, caller: undefined });
}

function refusalOf(request: RouterRequest, mapping = MAPPING, bounds = BOUNDS): unknown {
  try {
    return planOf(request, mapping, bounds);
  } catch (error) {
    return error;
  }
}

describe('an operation', () => {
  it('goes to the primary model of its route', () => {
    const headers = { 'x-amzn-bedrock-trace': 'ENABLED' };
    const request = toOperation('assessment', { headers, body: '{"messages":[]}' });
    expect(planOf(request)).toEqual({
      caller: undefined,
      action: 'converse',
      operation: 'assessment',
      mappingVersion: '12',
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
      demotion: [],
      prices: BUILT_IN_PRICES,
      timeoutMillis: undefined,
      metadata: {},
      isStrict: false,
      request: {
        askedTier: undefined,
        headers: { 'content-type': 'application/json', 'x-amzn-bedrock-trace': 'ENABLED' },
        body: expect.objectContaining({ text: '{"messages":[]}' }),
        edits: [],
        topK: undefined,
      },
    });
  });

  it('that is unknown is refused before its body is read', () => {
    expect(refusalOf(toOperation('ocr', { body: 'no JSON' }))).toMatchObject({
      code: 'unknown-operation',
    });
  });

  it('is to be tried again if nothing is mapped yet', () => {
    expect(refusalOf(toOperation('extraction'), new Map())).toMatchObject({
      code: 'mapping-unavailable',
    });
  });
});

describe('a model in the path', () => {
  it.each([
    [`${GEMMA}:flex`, GEMMA, 'flex'],
    [NOVA, NOVA, 'default'],
    [`${NOVA}:standard`, NOVA, 'default'],
  ])('%s is called directly', (text, baseModelId, tier) => {
    expect(planOf(toModel(text))).toMatchObject({
      operation: 'direct',
      mappingVersion: undefined,
      suffixTier: tier,
      requested: { baseModelId, tier },
    });
  });

  it('is an operation if one has that name', () => {
    expect(planOf(toModel('extraction'))).toMatchObject({
      operation: 'extraction',
      mappingVersion: '3',
      suffixTier: 'flex',
      requested: { baseModelId: NOVA, tier: 'flex' },
    });
  });

  it('that is no tiered model ID is refused', () => {
    expect(refusalOf(toModel(`${NOVA}-flex`))).toMatchObject({ code: 'invalid-model-id' });
  });
});

describe('the body', () => {
  it.each(['converse', 'converse-stream'] as const)('of a %s call is text', (action) => {
    const text = '{"a":"é","serviceTier":{"type":"priority"}}';
    const expected = {
      requested: { baseModelId: NOVA, tier: 'priority' },
      request: { body: { text } },
    };
    for (const body of [text, new TextEncoder().encode(text)]) {
      const planned = planOf(toOperation('extraction', { action, body }));
      expect(planned).toMatchObject({ action, ...expected });
    }
  });

  it.each(['invoke', 'invoke-with-response-stream', 'count-tokens'] as const)(
    'of a %s call is never read',
    (action) => {
      for (const body of ['', '{"serviceTier":{"type":"turbo"}}', Uint8Array.of(0xff, 0x00)]) {
        const planned = planOf(toOperation('assessment', { action, body }));
        expect(Buffer.from(planned.request.body.bytes)).toEqual(Buffer.from(body));
        expect(planned.requested.tier).toBe('default');
      }
    },
  );

  it.each([
    ['a lone continuation byte', [0x80]],
    ['a character cut short', [0xc3]],
    ['Latin-1', [0x7b, 0x22, 0xe9, 0x22, 0x3a, 0x31, 0x7d]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
  ])('is refused if it is no UTF-8: %s', (_, bytes) => {
    expect(refusalOf(toOperation('extraction', { body: Uint8Array.from(bytes) }))).toMatchObject({
      code: 'invalid-body',
      message: 'the body is not UTF-8; send a Converse request as JSON',
    });
  });

  it('with a byte order mark is refused as text and as bytes', () => {
    for (const body of ['\ufeff{}', Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d)]) {
      expect(refusalOf(toOperation('extraction', { body }))).toMatchObject({
        code: 'invalid-body',
        message: 'the body is not JSON: unexpected character at line 1, column 1',
      });
    }
  });
});

it('a header that cannot be sent on is refused', () => {
  const headers = { 'anthropic-beta': 'a\u0100' };
  expect(refusalOf(toOperation('extraction', { headers }))).toMatchObject({
    code: 'invalid-header',
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

  it('are not computed for a count of tokens, which costs nothing', () => {
    const { calls } = plan('N', { caller: composeCaller(), action: 'count-tokens' });
    expect(calls[0].bound).toBeUndefined();
  });
});
