import { describe, expect, it } from 'vitest';
import type { AccessBounds } from '../../../../lambda/core/routing/access-bounds';
import { mappedRoutes } from '../../../../lambda/core/routing/tier-mapping';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';
const BOUNDS: AccessBounds = { models: [NOVA, GEMMA], tiers: ['default', 'flex'] };

function parse(operation: string, value: string, bounds = BOUNDS) {
  return mappedRoutes(bounds).parse({ name: operation, value, version: '7' }, operation);
}

it('reads a route with its version', () => {
  expect(parse('extraction', `${NOVA}:flex,${GEMMA},${NOVA}:standard`)).toEqual({
    kind: 'parsed',
    value: {
      route: [
        { baseModelId: NOVA, tier: 'flex' },
        { baseModelId: GEMMA, tier: 'default' },
        { baseModelId: NOVA, tier: 'default' },
      ],
      version: '7',
    },
  });
});

describe('what is wrong with a written route', () => {
  it.each([
    ['ocr', '', '"" is not a tiered model ID: it is empty'],
    [
      'ocr',
      `${NOVA},${NOVA}`,
      '"us.amazon.nova-2-lite-v1:0,us.amazon.nova-2-lite-v1:0" names "us.amazon.nova-2-lite-v1:0" twice',
    ],
    [
      'ocr',
      'amazon.nova-2-lite-v1:0',
      'model "amazon.nova-2-lite-v1:0" is not allowed here; the allowed models are us.amazon.nova-2-lite-v1:0, google.gemma-3-27b-it',
    ],
    [
      'ocr',
      `${NOVA},openai.gpt-oss-120b-1:0`,
      'model "openai.gpt-oss-120b-1:0" is not allowed here; the allowed models are us.amazon.nova-2-lite-v1:0, google.gemma-3-27b-it',
    ],
    [
      'ocr',
      `${NOVA}:priority`,
      'service tier "priority" is not allowed here; the allowed tiers are default, flex',
    ],
    [
      'ocr',
      `${NOVA}:flex,${GEMMA}:reserved`,
      'service tier "reserved" is not allowed here; the allowed tiers are default, flex',
    ],
    [
      'OCR',
      NOVA,
      '"OCR" is not an operation name: lower-case letters, digits, "-" and "_", starting with a letter, at most 64 characters, and none of operations, direct',
    ],
    [
      '__proto__',
      NOVA,
      '"__proto__" is not an operation name: lower-case letters, digits, "-" and "_", starting with a letter, at most 64 characters, and none of operations, direct',
    ],
  ])('of %s, %j, is said to the operator', (operation, value, problem) => {
    expect(parse(operation, value)).toEqual({ kind: 'rejected', problem });
  });

  it('is never the model when any is allowed', () => {
    const bounds: AccessBounds = { models: 'any', tiers: ['default'] };
    expect(parse('ocr', 'mistral.voxtral-mini-3b-2507', bounds).kind).toBe('parsed');
  });

  it('may be the default tier', () => {
    expect(parse('ocr', NOVA, { models: 'any', tiers: ['flex'] })).toEqual({
      kind: 'rejected',
      problem: 'service tier "default" is not allowed here; the allowed tiers are flex',
    });
  });
});
