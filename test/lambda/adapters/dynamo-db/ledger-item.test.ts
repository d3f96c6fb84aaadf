import { expect, it } from 'vitest';
import { nameReservation, readItem } from '../../../../lambda/adapters/dynamo-db/ledger-item';

it('reads an item as DynamoDB has it', () => {
  const item = {
    caller: { S: 'key1' },
    period: { S: '2026-11-21' },
    spent: { N: '123' },
    committed: { N: '1357' },
    expiresAt: { N: '1829779200' },
    warnedLimit80: { N: '1000' },
    warnedBy80: { S: 'someone' },
    'o#1795246200#3f29c04be1': { N: '1234' },
    'r#1795240000#77aa': { N: '5' },
    's#1795240001#88bb': { N: '6' },
  };
  expect(readItem(item, 1_795_240_001)).toEqual({
    readAt: 1_795_240_001,
    spentNanoUsd: 123,
    committedNanoUsd: 1_357,
    open: [{ id: '3f29c04be1', nanoUsd: 1_234, expiresAt: 1_795_246_200 }],
    released: [{ id: '77aa', nanoUsd: 5, expiresAt: 1_795_240_000 }],
    settled: [{ id: '88bb', nanoUsd: 6, expiresAt: 1_795_240_001 }],
    warnedLimits: { 80: 1_000, 100: 0 },
  });
});

it('reads nothing if there is no item', () => {
  expect(readItem(undefined, 7)).toMatchObject({
    readAt: 7,
    spentNanoUsd: 0,
    committedNanoUsd: 0,
    open: [],
  });
});

it('names reservations by when they expire', () => {
  const reservation = { id: '3f29c04be1', nanoUsd: 1, expiresAt: 1_795_246_200 };
  expect(nameReservation('o', reservation)).toBe('o#1795246200#3f29c04be1');
});
