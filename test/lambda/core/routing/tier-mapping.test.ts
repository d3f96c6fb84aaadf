import { describe, expect, it } from 'vitest';
import type { AccessBounds } from '../../../../lambda/core/routing/access-bounds';
import { reviseTierMapping, type TierMapping } from '../../../../lambda/core/routing/tier-mapping';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';
const BOUNDS: AccessBounds = { models: [NOVA, GEMMA], tiers: ['default', 'flex'] };
const NOTHING: TierMapping = new Map();

const LAST_GOOD: TierMapping = new Map([
  ['extraction', { route: [{ baseModelId: NOVA, tier: 'flex' }], version: '3' }],
  ['assessment', { route: [{ baseModelId: NOVA, tier: 'default' }], version: 'deploy' }],
]);

describe('a mapping', () => {
  it('is what was written', () => {
    const written = [
      { operation: 'extraction', value: `${NOVA}:flex,${GEMMA}`, version: '1' },
      { operation: 'assessment', value: `${NOVA}:standard`, version: '7' },
    ];
    expect(reviseTierMapping(NOTHING, written, BOUNDS)).toEqual({
      mapping: new Map([
        [
          'extraction',
          {
            route: [
              { baseModelId: NOVA, tier: 'flex' },
              { baseModelId: GEMMA, tier: 'default' },
            ],
            version: '1',
          },
        ],
        ['assessment', { route: [{ baseModelId: NOVA, tier: 'default' }], version: '7' }],
      ]),
      rejected: [],
    });
  });

  it('takes new values and new operations, and loses those no longer written', () => {
    const written = [
      { operation: 'extraction', value: GEMMA, version: '4' },
      { operation: 'ocr', value: `${NOVA}:flex`, version: '1' },
    ];
    const { mapping, rejected } = reviseTierMapping(LAST_GOOD, written, BOUNDS);
    expect([...mapping]).toEqual([
      ['extraction', { route: [{ baseModelId: GEMMA, tier: 'default' }], version: '4' }],
      ['ocr', { route: [{ baseModelId: NOVA, tier: 'flex' }], version: '1' }],
    ]);
    expect(rejected).toEqual([]);
  });

  it('is empty where nothing is written', () => {
    expect(reviseTierMapping(LAST_GOOD, [], BOUNDS)).toEqual({ mapping: new Map(), rejected: [] });
  });

  it('keeps the last good route in the place of a bad one, and of that one alone', () => {
    const written = [
      { operation: 'extraction', value: `${NOVA}:turbo`, version: '4' },
      { operation: 'assessment', value: `${NOVA}:flex`, version: '2' },
    ];
    const { mapping, rejected } = reviseTierMapping(LAST_GOOD, written, BOUNDS);
    expect([...mapping]).toEqual([
      ['extraction', { route: [{ baseModelId: NOVA, tier: 'flex' }], version: '3' }],
      ['assessment', { route: [{ baseModelId: NOVA, tier: 'flex' }], version: '2' }],
    ]);
    expect(rejected).toEqual([
      {
        operation: 'extraction',
        value: 'us.amazon.nova-2-lite-v1:0:turbo',
        version: '4',
        problem:
          '"us.amazon.nova-2-lite-v1:0:turbo" is not a tiered model ID: "turbo" is neither a version nor one of the tiers priority, default, flex, reserved',
      },
    ]);
  });

  it('keeps the last good route through many bad readings', () => {
    const bad = [{ operation: 'extraction', value: '', version: '4' }];
    const once = reviseTierMapping(LAST_GOOD, bad, BOUNDS);
    const twice = reviseTierMapping(once.mapping, bad, BOUNDS);
    expect(twice.mapping.get('extraction')?.version).toBe('3');
    expect(twice.rejected).toHaveLength(1);
  });

  it('does not have an operation whose only value is bad', () => {
    const written = [{ operation: 'ocr', value: 'flex', version: '1' }];
    const { mapping, rejected } = reviseTierMapping(LAST_GOOD, written, BOUNDS);
    expect(mapping.size).toBe(0);
    expect(rejected).toMatchObject([{ operation: 'ocr' }]);
  });

  it('leaves the one before it as it was', () => {
    reviseTierMapping(LAST_GOOD, [{ operation: 'ocr', value: NOVA, version: '1' }], BOUNDS);
    expect([...LAST_GOOD.keys()]).toEqual(['extraction', 'assessment']);
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
      '"OCR" is no operation name: lower-case letters, digits, "-" and "_", starting with a letter, at most 64 characters, and none of operations, direct',
    ],
    [
      '__proto__',
      NOVA,
      '"__proto__" is no operation name: lower-case letters, digits, "-" and "_", starting with a letter, at most 64 characters, and none of operations, direct',
    ],
  ])('of %s, %j, is told to the operator', (operation, value, problem) => {
    const { rejected } = reviseTierMapping(NOTHING, [{ operation, value, version: '1' }], BOUNDS);
    expect(rejected).toEqual([{ operation, value, version: '1', problem }]);
  });

  it('is never the model where any is allowed', () => {
    const written = [{ operation: 'ocr', value: 'mistral.voxtral-mini-3b-2507', version: '1' }];
    const bounds: AccessBounds = { models: 'any', tiers: ['default'] };
    expect(reviseTierMapping(NOTHING, written, bounds).rejected).toEqual([]);
  });

  it('may be the default tier', () => {
    const written = [{ operation: 'ocr', value: NOVA, version: '1' }];
    const bounds: AccessBounds = { models: 'any', tiers: ['flex'] };
    expect(reviseTierMapping(NOTHING, written, bounds).rejected).toMatchObject([
      { problem: 'service tier "default" is not allowed here; the allowed tiers are flex' },
    ]);
  });
});
