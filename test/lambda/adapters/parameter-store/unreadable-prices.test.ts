import { describe, expect, it, vi } from 'vitest';
import { BUILT_IN_PRICES } from '../../../../lambda/core/pricing/built-in-prices';
import { MAX_AGE_MILLIS, PARAMETER_NAME, startPrices } from './start-prices';

const BUILT_IN = { kind: 'priced', usd: 0.33 };
const DEARER = '{"rows":{"us.amazon.nova-2-lite-v1:0":[0.4,3]}}';

describe('a failed reading', () => {
  it.each([
    ['throttle', 'ThrottlingException'],
    ['internal', 'InternalServerError'],
  ] as const)('by %s keeps the last good prices and is reported', async (kind, name) => {
    const { prices, priceOfNova, problems, emulator, renew } = await startPrices(DEARER);
    await prices.settled();
    emulator.failures.plan({ kind });
    await renew();
    expect(priceOfNova()).toEqual({ kind: 'priced', usd: 0.4 });
    expect(problems).toEqual([
      {
        kind: 'unreadable',
        parameterPath: PARAMETER_NAME,
        cause: expect.objectContaining({ name }),
      },
    ]);
  });

  it('is repeated only after the maximum age', async () => {
    const { prices, priceOfNova, problems, emulator, advance, renew } = await startPrices();
    await prices.settled();
    emulator.failures.plan({ kind: 'throttle' });
    await renew();
    advance(MAX_AGE_MILLIS - 1);
    prices.current();
    await prices.settled();
    expect(emulator.journal).toHaveLength(2);
    expect(problems).toHaveLength(1);
    advance(1);
    expect(priceOfNova()).toEqual(BUILT_IN);
    await prices.settled();
    expect(emulator.journal).toHaveLength(3);
    expect(problems).toHaveLength(1);
  });

  it('leaves the built-in prices where none succeeded before', async () => {
    const { prices, emulator, problems, renew } = await startPrices();
    emulator.failures.plan({ kind: 'internal', calls: 2 });
    await prices.settled();
    await renew();
    expect(prices.current()).toBe(BUILT_IN_PRICES);
    expect(problems).toMatchObject([{ kind: 'unreadable' }, { kind: 'unreadable' }]);
  });
});

it('a reading that hangs is given up, and the last good prices stay', async () => {
  const { prices, priceOfNova, problems, emulator, advance } = await startPrices(DEARER);
  await prices.settled();
  const limit = new AbortController();
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal);
  emulator.failures.plan({ kind: 'hang' });
  advance(MAX_AGE_MILLIS);
  prices.current();
  await vi.waitFor(() => expect(emulator.journal).toHaveLength(2));
  expect(timeout).toHaveBeenCalledWith(2_000);
  limit.abort();
  timeout.mockRestore();
  await prices.settled();
  expect(priceOfNova()).toEqual({ kind: 'priced', usd: 0.4 });
  expect(problems).toMatchObject([{ kind: 'unreadable', cause: { name: 'AbortError' } }]);
});
