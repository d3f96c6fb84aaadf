import { describe, expect, it } from 'vitest';
import { BUILT_IN_PRICES } from '../../../../lambda/core/pricing/built-in-prices';
import { MAX_AGE_MILLIS, PARAMETER_NAME, startPrices } from './start-prices';

const BUILT_IN = { kind: 'priced', usd: 0.33 };
const DEARER = '{"rows":{"us.amazon.nova-2-lite-v1:0":[0.4,3]}}';
const CHEAPER_FLEX = '{"multipliers":{"flex":0.25}}';
const MISTYPED = '{"row":{"us.amazon.nova-2-lite-v1:0":[0.4,3]}}';

describe('prices', () => {
  it('are the built-in ones until the first reading ends', async () => {
    const { prices } = await startPrices(DEARER);
    expect(prices.current()).toBe(BUILT_IN_PRICES);
  });

  it('are the parameter’s after it', async () => {
    const { prices, priceOfNova, problems } = await startPrices(DEARER);
    await prices.settled();
    expect(priceOfNova()).toEqual({ kind: 'priced', usd: 0.4 });
    expect(priceOfNova('flex')).toEqual({ kind: 'priced', usd: 0.2 });
    expect(problems).toEqual([]);
  });

  it('follow the parameter without what an earlier version said', async () => {
    const { prices, priceOfNova, write, renew } = await startPrices(DEARER);
    await prices.settled();
    write(CHEAPER_FLEX);
    await renew();
    expect(priceOfNova()).toEqual(BUILT_IN);
    expect(priceOfNova('flex')).toEqual({ kind: 'priced', usd: 0.0825 });
  });

  it('are the built-in ones where there is no parameter, and nothing is wrong', async () => {
    const { prices, problems } = await startPrices();
    await prices.settled();
    expect(prices.current()).toBe(BUILT_IN_PRICES);
    expect(problems).toEqual([]);
  });

  it('are the built-in ones again when the parameter is deleted', async () => {
    const { prices, priceOfNova, problems, emulator, renew } = await startPrices(DEARER);
    await prices.settled();
    emulator.parameters.delete(PARAMETER_NAME);
    await renew();
    expect(priceOfNova()).toEqual(BUILT_IN);
    expect(problems).toEqual([]);
  });
});

describe('whoever waits for prices', () => {
  it('has those of the first reading', async () => {
    const { prices, priceOfNova, emulator } = await startPrices(DEARER);
    await prices.ready();
    expect(priceOfNova()).toEqual({ kind: 'priced', usd: 0.4 });
    await prices.ready();
    expect(emulator.journal).toHaveLength(1);
  });

  it('sees a failed first reading repeated, every time until one succeeds', async () => {
    const { prices, priceOfNova, problems, emulator } = await startPrices(DEARER);
    emulator.failures.plan({ kind: 'throttle', calls: 3 });
    await prices.ready();
    expect(problems).toHaveLength(2);
    await prices.ready();
    expect(problems).toHaveLength(3);
    expect(priceOfNova()).toEqual(BUILT_IN);
    await prices.ready();
    expect(priceOfNova()).toEqual({ kind: 'priced', usd: 0.4 });
  });
});

describe('a reading', () => {
  it('asks for the one parameter', async () => {
    const { prices, emulator } = await startPrices(DEARER);
    await prices.settled();
    expect(emulator.journal).toEqual([
      { operation: 'GetParameter', input: { Name: PARAMETER_NAME } },
    ]);
  });

  it('is not repeated before its maximum age', async () => {
    const { prices, emulator, advance } = await startPrices(DEARER);
    await prices.settled();
    advance(MAX_AGE_MILLIS - 1);
    prices.current();
    await prices.settled();
    expect(emulator.journal).toHaveLength(1);
  });

  it('that is too old is renewed beside the caller, who gets the old prices at once', async () => {
    const { prices, priceOfNova, write, advance } = await startPrices(DEARER);
    await prices.settled();
    write(CHEAPER_FLEX);
    advance(MAX_AGE_MILLIS);
    expect(priceOfNova()).toEqual({ kind: 'priced', usd: 0.4 });
    await prices.settled();
    expect(priceOfNova()).toEqual(BUILT_IN);
  });

  it('is one for all who find it too old', async () => {
    const { prices, emulator, advance } = await startPrices(DEARER);
    await prices.settled();
    advance(MAX_AGE_MILLIS);
    for (let caller = 0; caller < 20; caller += 1) prices.current();
    await prices.settled();
    expect(emulator.journal).toHaveLength(2);
  });
});

describe('a bad value', () => {
  it('keeps the last good prices and is reported with its version', async () => {
    const { prices, priceOfNova, problems, write, renew } = await startPrices(DEARER);
    await prices.settled();
    write(MISTYPED);
    await renew();
    expect(priceOfNova()).toEqual({ kind: 'priced', usd: 0.4 });
    expect(problems).toEqual([
      {
        kind: 'prices-rejected',
        parameterName: PARAMETER_NAME,
        version: '2',
        problem: 'the value has no member "row"; it may have rows, multipliers',
        isRepeated: false,
      },
    ]);
  });

  it('is marked as repeated when it is met again, and another one is not', async () => {
    const { prices, problems, write, renew } = await startPrices(MISTYPED);
    await prices.settled();
    await renew();
    write('{');
    await renew();
    expect(problems).toMatchObject([
      { version: '1', isRepeated: false },
      { version: '1', isRepeated: true },
      { version: '2', isRepeated: false },
    ]);
  });

  it('of a parameter made anew is not taken for the old one', async () => {
    const { prices, problems, emulator, write, renew } = await startPrices(MISTYPED);
    await prices.settled();
    emulator.parameters.delete(PARAMETER_NAME);
    await renew();
    write(MISTYPED);
    await renew();
    expect(problems).toMatchObject([
      { version: '1', isRepeated: false },
      { version: '1', isRepeated: false },
    ]);
  });

  it('gives way to the good one that follows', async () => {
    const { prices, priceOfNova, write, renew } = await startPrices(MISTYPED);
    await prices.settled();
    expect(priceOfNova()).toEqual(BUILT_IN);
    write(DEARER);
    await renew();
    expect(priceOfNova()).toEqual({ kind: 'priced', usd: 0.4 });
  });
});
