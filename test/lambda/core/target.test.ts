import { describe, expect, it } from 'vitest';
import type { AccessBounds } from '../../../lambda/core/access-bounds';
import { type ConverseRequest, chooseTarget } from '../../../lambda/core/target';
import type { TierMapping } from '../../../lambda/core/tier-mapping';

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

function toOperation(name: string, request: Partial<ConverseRequest> = {}): ConverseRequest {
  const destination = { kind: 'operation', name } as const;
  return { destination, bodyText: '{}', headerTier: undefined, ...request };
}

function toModel(text: string): ConverseRequest {
  return { destination: { kind: 'model', text }, bodyText: '{}', headerTier: undefined };
}

function refusalOf(request: ConverseRequest, mapping = MAPPING, bounds = BOUNDS): unknown {
  try {
    return chooseTarget(request, mapping, bounds);
  } catch (error) {
    return error;
  }
}

describe('an operation', () => {
  it('goes to the primary model of its route', () => {
    const bodyText = '{"messages":[]}';
    expect(chooseTarget(toOperation('assessment', { bodyText }), MAPPING, BOUNDS)).toEqual({
      operation: 'assessment',
      mappingVersion: '12',
      baseModelId: NOVA,
      suffixTier: 'default',
      requestedTier: 'default',
      body: { text: '{"messages":[]}', askedTier: undefined, hasTierMember: false },
    });
  });

  it.each(['extractions', 'Extraction', 'direct', '', '__proto__', 'constructor', 'toString'])(
    'that nobody mapped, %j, is refused with the list of those that are',
    (name) => {
      expect(refusalOf(toOperation(name))).toMatchObject({
        code: 'unknown-operation',
        message: `there is no operation "${name}"; the operations are assessment, classification, extraction`,
      });
    },
  );

  it('is never a model ID', () => {
    expect(refusalOf(toOperation(`${NOVA}:flex`))).toMatchObject({ code: 'unknown-operation' });
  });

  it('with a name past reason is not repeated in full', () => {
    expect(refusalOf(toOperation(`a"\n${'n'.repeat(9000)}`))).toMatchObject({
      message: String.raw`there is no operation "a\"\nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"; the operations are assessment, classification, extraction`,
    });
  });

  it('is to be tried again where nothing is mapped yet', () => {
    expect(refusalOf(toOperation('extraction'), new Map())).toMatchObject({
      code: 'mapping-unavailable',
      message: 'no operation is mapped to a model yet; try again shortly',
    });
  });

  it('that is unknown is refused before its body is read', () => {
    expect(refusalOf(toOperation('ocr', { bodyText: 'no JSON' }))).toMatchObject({
      code: 'unknown-operation',
    });
  });
});

describe('a model in the path', () => {
  it.each([
    [`${GEMMA}:flex`, GEMMA, 'flex'],
    [NOVA, NOVA, 'default'],
    [`${NOVA}:standard`, NOVA, 'default'],
  ])('%s is called directly', (text, baseModelId, tier) => {
    expect(chooseTarget(toModel(text), MAPPING, BOUNDS)).toMatchObject({
      operation: 'direct',
      mappingVersion: undefined,
      baseModelId,
      suffixTier: tier,
      requestedTier: tier,
    });
  });

  it('is an operation where one has that name', () => {
    expect(chooseTarget(toModel('extraction'), MAPPING, BOUNDS)).toMatchObject({
      operation: 'extraction',
      mappingVersion: '3',
      baseModelId: NOVA,
      suffixTier: 'flex',
    });
  });

  it('needs no mapping', () => {
    expect(chooseTarget(toModel(GEMMA), new Map(), BOUNDS)).toMatchObject({ baseModelId: GEMMA });
  });

  it('that is no tiered model ID is refused', () => {
    expect(refusalOf(toModel(`${NOVA}-flex`))).toMatchObject({ code: 'invalid-model-id' });
  });
});

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
  ])('of header %s and body %s is %s', (headerTier, bodyText, requestedTier) => {
    const request = toOperation('extraction', { headerTier, bodyText });
    expect(chooseTarget(request, MAPPING, BOUNDS)).toMatchObject({
      suffixTier: 'flex',
      requestedTier,
    });
  });

  it.each([
    ['priority', flex, 'conflicting-tiers'],
    ['Flex', '{}', 'invalid-tier'],
    ['', '{}', 'invalid-tier'],
    [undefined, '{"serviceTier":{"type":"turbo"}}', 'invalid-tier'],
    [undefined, '', 'invalid-body'],
  ])('of header %j and body %s is refused', (headerTier, bodyText, code) => {
    expect(refusalOf(toOperation('extraction', { headerTier, bodyText }))).toMatchObject({ code });
  });

  it('is refused by the name of the header that it stood in', () => {
    expect(refusalOf(toOperation('extraction', { headerTier: 'turbo' }))).toMatchObject({
      message:
        'x-amzn-bedrock-service-tier is "turbo"; the service tiers are priority, default, flex, reserved',
    });
  });
});

describe('the bounds of a deployment', () => {
  it.each([
    ['by header', toOperation('extraction', { headerTier: 'reserved' })],
    ['by body', toOperation('extraction', { bodyText: '{"serviceTier":{"type":"reserved"}}' })],
    ['by suffix', toModel(`${NOVA}:reserved`)],
  ])('refuse a tier asked for %s', (_, request) => {
    expect(refusalOf(request)).toMatchObject({
      code: 'tier-not-allowed',
      message:
        'service tier "reserved" is not allowed here; the allowed tiers are priority, default, flex',
    });
  });

  it('refuse a model', () => {
    expect(refusalOf(toModel('amazon.nova-2-lite-v1:0:flex'))).toMatchObject({
      code: 'model-not-allowed',
      message:
        'model "amazon.nova-2-lite-v1:0" is not allowed here; the allowed models are us.amazon.nova-2-lite-v1:0, google.gemma-3-27b-it',
    });
  });

  it('refuse the default tier where only others are allowed', () => {
    const bounds: AccessBounds = { models: 'any', tiers: ['flex'] };
    expect(refusalOf(toModel(GEMMA), MAPPING, bounds)).toMatchObject({ code: 'tier-not-allowed' });
  });

  it('concern the requested tier, not the suffix it replaces', () => {
    const bounds: AccessBounds = { models: 'any', tiers: ['flex'] };
    const request = toOperation('classification', { headerTier: 'flex' });
    expect(chooseTarget(request, MAPPING, bounds)).toMatchObject({
      suffixTier: 'priority',
      requestedTier: 'flex',
    });
  });

  it('let every model pass where any is allowed', () => {
    const bounds: AccessBounds = { models: 'any', tiers: ['default'] };
    expect(chooseTarget(toModel('openai.gpt-oss-20b-1:0'), MAPPING, bounds)).toMatchObject({
      baseModelId: 'openai.gpt-oss-20b-1:0',
    });
  });
});
