import { expect, it } from 'vitest';
import { listPrices, NO_PROFILE } from '../../../../lambda/core/pricing/price-sheet';

it('has a price for each profile of a row, and for the plain ID if the row says so', () => {
  const sheet = {
    source: 'https://example.com/prices',
    date: '2026-11-21',
    rows: [
      {
        model: 'acme.small',
        profiles: [NO_PROFILE, 'us', 'global'],
        rates: [1, 2],
        tierRates: { flex: [0.4, 0.8] },
      },
      { model: 'acme.large', profiles: ['eu'], rates: [3, 4, 0.3], longestPromptTokens: 200_000 },
    ],
  } as const;
  const small = {
    ratesByTier: new Map([
      ['default', [1, 2]],
      ['flex', [0.4, 0.8]],
    ]),
    longestPromptTokens: undefined,
  };
  const large = {
    ratesByTier: new Map([['default', [3, 4, 0.3]]]),
    longestPromptTokens: 200_000,
  };
  expect(listPrices(sheet)).toEqual([
    ['acme.small', small],
    ['us.acme.small', small],
    ['global.acme.small', small],
    ['eu.acme.large', large],
  ]);
});
