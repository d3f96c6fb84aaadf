import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { BudgetLedger } from '../../lambda/app/budgets/services';
import type { Account, Reservation, Threshold } from '../../lambda/core/budgets/ledger-entry';
import { LEDGERS } from './start-budget-ledger';

const ACCOUNT: Account = { callerId: 'key1', period: '2026-11-21' };
const EXPIRES_AT = 1_795_246_200;

function hold(id: string, nanoUsd: number): Reservation {
  return { id, nanoUsd, expiresAt: EXPIRES_AT };
}

function warn(threshold: Threshold, limitNanoUsd: number) {
  return { threshold, limitNanoUsd, forgetAt: EXPIRES_AT, publisher: randomUUID() };
}

function reserve(
  ledger: BudgetLedger,
  reservation: Reservation,
  limitNanoUsd: number | undefined,
  account = ACCOUNT,
) {
  return ledger.reserve({ account, reservation, limitNanoUsd, forgetAt: EXPIRES_AT });
}

describe.each(LEDGERS)('%s', (_, start) => {
  it('reserves up to the limit, and not a nano-dollar more', async () => {
    const ledger = await start();
    expect(await reserve(ledger, hold('a', 600), 1_000)).toMatchObject({ isReserved: true });
    expect(await reserve(ledger, hold('b', 401), 1_000)).toMatchObject({ isReserved: false });
    const last = await reserve(ledger, hold('c', 400), 1_000);
    expect(last).toEqual({
      isReserved: true,
      entry: {
        readAt: expect.any(Number),
        spentNanoUsd: 0,
        committedNanoUsd: 1_000,
        open: [hold('a', 600), hold('c', 400)],
        released: [],
        settled: [],
        warnedLimits: { 80: 0, 100: 0 },
      },
    });
  });

  it('refuses what exceeds the limit of an account without an entry', async () => {
    const ledger = await start();
    expect(await reserve(ledger, hold('a', 1_001), 1_000)).toMatchObject({
      isReserved: false,
      entry: { committedNanoUsd: 0, open: [] },
    });
    await ledger.noteWarning(ACCOUNT, warn(100, 1_000));
    expect(await reserve(ledger, hold('b', 1_001), 1_000)).toMatchObject({ isReserved: false });
    expect(await reserve(ledger, hold('c', 1_000), 1_000)).toMatchObject({ isReserved: true });
  });

  it('keeps accounts apart by caller and by period', async () => {
    const ledger = await start();
    await reserve(ledger, hold('a', 1_000), 1_000);
    for (const account of [
      { callerId: 'key2', period: '2026-11-21' },
      { callerId: 'key1', period: '2026-11-22' },
    ]) {
      expect(await reserve(ledger, hold('a', 1_000), 1_000, account)).toMatchObject({
        isReserved: true,
        entry: { committedNanoUsd: 1_000 },
      });
    }
  });

  it('uses the current limit, not an earlier one', async () => {
    const ledger = await start();
    await reserve(ledger, hold('a', 900), 1_000);
    expect(await reserve(ledger, hold('b', 100), 500)).toMatchObject({ isReserved: false });
    expect(await reserve(ledger, hold('c', 1_100), 2_000)).toMatchObject({ isReserved: true });
  });

  it('exceeds the limit if none is given', async () => {
    const ledger = await start();
    await reserve(ledger, hold('a', 1_000), 1_000);
    expect(await reserve(ledger, hold('b', 500), undefined)).toMatchObject({
      isReserved: true,
      entry: { committedNanoUsd: 1_500 },
    });
  });

  it('spends what a request cost, and gives the rest back', async () => {
    const ledger = await start();
    await reserve(ledger, hold('a', 800), 1_000);
    expect(await ledger.settle(ACCOUNT, hold('a', 800), 123)).toMatchObject({
      spentNanoUsd: 123,
      committedNanoUsd: 123,
      open: [],
    });
    expect(await reserve(ledger, hold('b', 877), 1_000)).toMatchObject({ isReserved: true });
  });

  it('spends the true cost if it exceeds the reservation', async () => {
    const ledger = await start();
    await reserve(ledger, hold('a', 800), 1_000);
    expect(await ledger.settle(ACCOUNT, hold('a', 800), 1_500)).toMatchObject({
      spentNanoUsd: 1_500,
      committedNanoUsd: 1_500,
    });
  });

  it('does a repeated step once', async () => {
    const ledger = await start();
    await reserve(ledger, hold('a', 800), 1_000);
    const repeated = await reserve(ledger, hold('a', 800), 1_000);
    expect(repeated).toMatchObject({ isReserved: true, entry: { committedNanoUsd: 800 } });
    await ledger.settle(ACCOUNT, hold('a', 800), 300);
    expect(await ledger.settle(ACCOUNT, hold('a', 800), 300)).toMatchObject({ spentNanoUsd: 300 });
  });

  it('takes back what has expired, once', async () => {
    const ledger = await start();
    await reserve(ledger, hold('a', 800), 1_000);
    const cleanup = { expired: [hold('a', 800)], forgotten: [], settled: [] };
    const cleaned = [ledger.cleanUp(ACCOUNT, cleanup), ledger.cleanUp(ACCOUNT, cleanup)];
    expect((await Promise.all(cleaned)).sort()).toEqual([false, true]);
    expect(await reserve(ledger, hold('b', 1_000), 1_000)).toMatchObject({
      isReserved: true,
      entry: { open: [hold('b', 1_000)], released: [hold('a', 800)], committedNanoUsd: 1_000 },
    });
  });

  it('spends a reservation that was released, once', async () => {
    const ledger = await start();
    await reserve(ledger, hold('a', 800), 1_000);
    await ledger.cleanUp(ACCOUNT, { expired: [hold('a', 800)], forgotten: [], settled: [] });
    for (const _attempt of [1, 2]) {
      expect(await ledger.settle(ACCOUNT, hold('a', 800), 300)).toMatchObject({
        spentNanoUsd: 300,
        committedNanoUsd: 300,
        released: [],
      });
    }
  });

  it('forgets what was released long ago', async () => {
    const ledger = await start();
    await reserve(ledger, hold('a', 800), 1_000);
    await ledger.cleanUp(ACCOUNT, { expired: [hold('a', 800)], forgotten: [], settled: [] });
    expect(
      await ledger.cleanUp(ACCOUNT, { expired: [], forgotten: [hold('a', 800)], settled: [] }),
    ).toBe(true);
    expect(await reserve(ledger, hold('b', 1), 1_000)).toMatchObject({ entry: { released: [] } });
  });

  it('lets exactly one request publish a threshold, and one more for a raised limit', async () => {
    const ledger = await start();
    await reserve(ledger, hold('a', 1_000), 1_000);
    const note = (limit: number) =>
      Promise.all(Array.from({ length: 8 }, () => ledger.noteWarning(ACCOUNT, warn(80, limit))));
    const again = warn(100, 500);
    expect(await ledger.noteWarning(ACCOUNT, again)).toBe(true);
    expect(await ledger.noteWarning(ACCOUNT, again)).toBe(true);
    expect((await note(1_000)).filter(Boolean)).toHaveLength(1);
    expect((await note(1_000)).filter(Boolean)).toHaveLength(0);
    expect((await note(2_000)).filter(Boolean)).toHaveLength(1);
    expect(await ledger.noteWarning(ACCOUNT, warn(100, 1_000))).toBe(true);
    expect(await ledger.settle(ACCOUNT, hold('a', 1_000), 0)).toMatchObject({
      warnedLimits: { 80: 2_000, 100: 1_000 },
    });
  });

  it('admits exactly as many concurrent requests as there is room for', async () => {
    const ledger = await start();
    const ids = Array.from({ length: 40 }, (_each, index) => `r${index}`);
    const all = await Promise.all(ids.map((id) => reserve(ledger, hold(id, 100), 1_050)));
    expect(all.filter(({ isReserved }) => isReserved)).toHaveLength(10);
    expect(Math.max(...all.map(({ entry }) => entry.committedNanoUsd))).toBe(1_000);
  });
});
