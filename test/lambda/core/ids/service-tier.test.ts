import { describe, expect, it } from 'vitest';
import {
  readServiceTier,
  requireServiceTier,
  SERVICE_TIERS,
} from '../../../../lambda/core/ids/service-tier';

describe('a service tier', () => {
  it('is one of the four that the API of Bedrock knows', () => {
    expect(SERVICE_TIERS).toEqual(['priority', 'default', 'flex', 'reserved', 'ultrafast']);
  });

  it.each([
    ['priority', 'priority'],
    ['default', 'default'],
    ['flex', 'flex'],
    ['reserved', 'reserved'],
    ['ultrafast', 'ultrafast'],
    ['standard', 'default'],
  ])('written %s is read as %s', (text, tier) => {
    expect(readServiceTier(text)).toBe(tier);
  });

  it.each(['', ' flex', 'FLEX', 'flexible', 'toString'])('is not read from %j', (text) => {
    expect(readServiceTier(text)).toBeUndefined();
  });
});

describe('a tier that a request names', () => {
  it.each([
    ['flex', 'flex'],
    ['standard', 'default'],
  ])('%s is read as %s', (text, tier) => {
    expect(requireServiceTier(text, 'serviceTier.type')).toBe(tier);
  });

  it.each([
    ['FLEX', '"FLEX"'],
    ['a"b\r\n', String.raw`"a\"b\r\n"`],
    ['f'.repeat(65), `"${'f'.repeat(64)}"`],
  ])('is refused if it is %j', (text, shown) => {
    expect(() => requireServiceTier(text, 'serviceTier.type')).toThrow(
      expect.objectContaining({
        code: 'invalid-tier',
        message: `serviceTier.type is ${shown}; the service tiers are priority, default, flex, reserved, ultrafast`,
      }),
    );
  });
});
