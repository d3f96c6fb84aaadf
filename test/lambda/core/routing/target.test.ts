import { describe, expect, it } from 'vitest';
import type { AccessBounds } from '../../../../lambda/core/routing/access-bounds';
import { chooseTarget, type RouterRequest } from '../../../../lambda/core/routing/target';
import type { TierMapping } from '../../../../lambda/core/routing/tier-mapping';

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

function refusalOf(request: RouterRequest, mapping = MAPPING, bounds = BOUNDS): unknown {
  try {
    return chooseTarget(request, { mapping, bounds, caller: undefined });
  } catch (error) {
    return error;
  }
}

describe('an operation', () => {
  it('goes to the primary model of its route', () => {
    const headers = { 'x-amzn-bedrock-trace': 'ENABLED' };
    const request = toOperation('assessment', { headers, body: '{"messages":[]}' });
    expect(chooseTarget(request, { mapping: MAPPING, bounds: BOUNDS, caller: undefined })).toEqual({
      caller: undefined,
      bounds: BOUNDS,
      action: 'converse',
      operation: 'assessment',
      mappingVersion: '12',
      baseModelId: NOVA,
      suffixTier: 'default',
      requestedTier: 'default',
      fallbacks: [{ baseModelId: GEMMA, tier: 'flex' }],
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

  it('is to be tried again where nothing is mapped yet', () => {
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
    expect(
      chooseTarget(toModel(text), { mapping: MAPPING, bounds: BOUNDS, caller: undefined }),
    ).toMatchObject({
      operation: 'direct',
      mappingVersion: undefined,
      baseModelId,
      suffixTier: tier,
      requestedTier: tier,
    });
  });

  it('is an operation where one has that name', () => {
    expect(
      chooseTarget(toModel('extraction'), { mapping: MAPPING, bounds: BOUNDS, caller: undefined }),
    ).toMatchObject({
      operation: 'extraction',
      mappingVersion: '3',
      baseModelId: NOVA,
      suffixTier: 'flex',
    });
  });

  it('that is no tiered model ID is refused', () => {
    expect(refusalOf(toModel(`${NOVA}-flex`))).toMatchObject({ code: 'invalid-model-id' });
  });
});

describe('the body', () => {
  it.each(['converse', 'converse-stream'] as const)('of a %s call is text', (action) => {
    const text = '{"a":"é","serviceTier":{"type":"priority"}}';
    const expected = { requestedTier: 'priority', request: { body: { text } } };
    for (const body of [text, new TextEncoder().encode(text)]) {
      const target = chooseTarget(toOperation('extraction', { action, body }), {
        mapping: MAPPING,
        bounds: BOUNDS,
        caller: undefined,
      });
      expect(target).toMatchObject({ action, ...expected });
    }
  });

  it.each(['invoke', 'invoke-with-response-stream', 'count-tokens'] as const)(
    'of a %s call is never read',
    (action) => {
      for (const body of ['', '{"serviceTier":{"type":"turbo"}}', Uint8Array.of(0xff, 0x00)]) {
        const target = chooseTarget(toOperation('assessment', { action, body }), {
          mapping: MAPPING,
          bounds: BOUNDS,
          caller: undefined,
        });
        expect(Buffer.from(target.request.body.bytes)).toEqual(Buffer.from(body));
        expect(target.requestedTier).toBe('default');
      }
    },
  );

  it.each([
    ['a lone continuation byte', [0x80]],
    ['a character cut short', [0xc3]],
    ['Latin-1', [0x7b, 0x22, 0xe9, 0x22, 0x3a, 0x31, 0x7d]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
  ])('is refused where it is no UTF-8: %s', (_, bytes) => {
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

describe('a strict request', () => {
  it.each([
    ['true', true],
    ['false', false],
  ])('says %s', (word, isStrict) => {
    const headers = { 'x-router-strict-tier': word };
    expect(
      chooseTarget(toOperation('extraction', { headers }), {
        mapping: MAPPING,
        bounds: BOUNDS,
        caller: undefined,
      }),
    ).toMatchObject({
      isStrict,
    });
  });

  it('says one or the other', () => {
    const headers = { 'x-router-strict-tier': 'maybe' };
    expect(refusalOf(toOperation('extraction', { headers }))).toMatchObject({
      code: 'invalid-header',
    });
  });
});
