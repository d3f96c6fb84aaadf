import { describe, expect, it } from 'vitest';
import {
  chooseRequestedTier,
  requireServiceTier,
} from '../../../../lambda/core/routing/requested-tier';

describe('the requested tier', () => {
  it.each([
    // header, body, suffix, requested
    [undefined, undefined, 'default', 'default'],
    [undefined, undefined, 'flex', 'flex'],
    ['priority', undefined, 'flex', 'priority'],
    ['default', undefined, 'flex', 'default'],
    [undefined, 'flex', 'default', 'flex'],
    [undefined, 'default', 'priority', 'default'],
    [undefined, 'reserved', 'priority', 'reserved'],
    ['priority', 'priority', 'flex', 'priority'],
    ['default', 'default', 'flex', 'default'],
  ] as const)('of header %s, body %s and suffix %s is %s', (header, body, suffix, requested) => {
    expect(chooseRequestedTier({ header, body, suffix })).toBe(requested);
  });

  it.each([
    ['priority', 'flex', 'flex'],
    ['default', 'priority', 'priority'],
    ['flex', 'default', 'flex'],
  ] as const)('of header %s against body %s is refused', (header, body, suffix) => {
    expect(() => chooseRequestedTier({ header, body, suffix })).toThrow(
      expect.objectContaining({
        code: 'conflicting-tiers',
        message: `the header asks for service tier "${header}" and the body for "${body}"; send one of them`,
      }),
    );
  });
});

describe('a tier that a request names', () => {
  it('is read as people write it', () => {
    expect(requireServiceTier('flex', 'serviceTier.type')).toBe('flex');
    expect(requireServiceTier('standard', 'serviceTier.type')).toBe('default');
  });

  it.each([
    [
      'turbo',
      'serviceTier.type is "turbo"; the service tiers are priority, default, flex, reserved',
    ],
    ['FLEX', 'serviceTier.type is "FLEX"; the service tiers are priority, default, flex, reserved'],
    ['', 'serviceTier.type is ""; the service tiers are priority, default, flex, reserved'],
    [
      'a"b\r\n',
      String.raw`serviceTier.type is "a\"b\r\n"; the service tiers are priority, default, flex, reserved`,
    ],
    [
      'f'.repeat(65),
      'serviceTier.type is "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"; the service tiers are priority, default, flex, reserved',
    ],
  ])('is refused where it is %j', (text, message) => {
    expect(() => requireServiceTier(text, 'serviceTier.type')).toThrow(
      expect.objectContaining({ code: 'invalid-tier', message }),
    );
  });
});
