import { describe, expect, it } from 'vitest';
import { readServiceTier, SERVICE_TIERS } from '../../../../lambda/core/ids/service-tier';

describe('a service tier', () => {
  it('is one of the four that the API of Bedrock knows', () => {
    expect(SERVICE_TIERS).toEqual(['priority', 'default', 'flex', 'reserved']);
  });

  it.each([
    ['priority', 'priority'],
    ['default', 'default'],
    ['flex', 'flex'],
    ['reserved', 'reserved'],
    ['standard', 'default'],
  ])('written %s is read as %s', (text, tier) => {
    expect(readServiceTier(text)).toBe(tier);
  });

  it.each(['', ' flex', 'flex ', 'FLEX', 'Standard', 'turbo', 'flexible', '0', 'toString'])(
    'is not read from %j',
    (text) => {
      expect(readServiceTier(text)).toBeUndefined();
    },
  );
});
