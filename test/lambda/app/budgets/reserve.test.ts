import { describe, expect, it, vi } from 'vitest';
import { type Budget, findBudget } from '../../../../lambda/app/budgets/budget';
import { LedgerError } from '../../../../lambda/app/budgets/ledger-error';
import { startPersistence } from '../../../../lambda/app/budgets/persist';
import { cleanUp, release, reserve } from '../../../../lambda/app/budgets/reserve';
import { EMPTY_ENTRY } from '../../../../lambda/core/budgets/ledger-entry';
import { composeCaller, FakeBudgetServices } from '../../../fakes/fake-budget-services';
import { MemoryBudgetLedger } from '../../../fakes/memory-budget-ledger';
import { plan } from '../../../fakes/plan';
import { ACCOUNT } from './ask-with-budget';

const NOW_SECONDS = Date.parse('2026-11-21T12:00:00Z') / 1000;
const LIMIT = 1_000;

function composeBudget(now: number): Budget {
  const budget = findBudget(plan('N', { caller: composeCaller() }), now);
  if (budget === undefined) throw new Error('the caller has a budget');
  return budget;
}

/** An account that is full of reservations, which expire at a time. */
async function startFull(count: number, expiresAt: number) {
  const ledger = new MemoryBudgetLedger();
  const services = new FakeBudgetServices(ledger);
  const budget = composeBudget(services.now());
  for (let index = 0; index < count; index += 1) {
    const reservation = { id: `crashed${index}`, nanoUsd: LIMIT / count, expiresAt };
    await ledger.reserve({ account: ACCOUNT, reservation, limitNanoUsd: undefined, forgetAt: 0 });
  }
  const wanted = {
    budget,
    reservation: { id: 'new', nanoUsd: LIMIT, expiresAt: NOW_SECONDS + 960 },
  };
  return { ledger, services, budget, wanted, cleaning: vi.spyOn(ledger, 'cleanUp') };
}

describe('a reservation', () => {
  it('is written with its limit, and with the time at which its account may be forgotten', async () => {
    const { ledger, services, budget, wanted } = await startFull(0, 0);
    const reserving = vi.spyOn(ledger, 'reserve');
    await reserve(services, wanted, LIMIT);
    const { reservation } = wanted;
    const written = { account: ACCOUNT, reservation, limitNanoUsd: LIMIT };
    expect(reserving.mock.calls).toEqual([[{ ...written, forgetAt: budget.forgetAt }]]);
  });

  it.each([
    [LIMIT, true],
    [LIMIT - 1, false],
    [undefined, true],
  ])('of 1,000 within a limit of %s is made: %s', async (limitNanoUsd, isReserved) => {
    const { services, wanted, cleaning } = await startFull(0, 0);
    expect(await reserve(services, wanted, limitNanoUsd)).toMatchObject({ isReserved });
    expect(cleaning).not.toHaveBeenCalled();
  });

  it.each([
    [10, 1, true],
    [50, 5, true],
    [60, 5, false],
  ])('in the place of %d expired ones needs %d clean-ups of five at most', async (...row) => {
    const [count, cleanups, isReserved] = row;
    const { services, wanted, cleaning } = await startFull(count, NOW_SECONDS);
    expect(await reserve(services, wanted, LIMIT)).toMatchObject({ isReserved });
    expect(cleaning).toHaveBeenCalledTimes(cleanups);
    expect(services.events).toHaveLength(cleanups);
    expect(services.events[0]).toMatchObject({ kind: 'released', count: 10, period: '2026-11-21' });
  });

  it('is not made if nothing has expired', async () => {
    const { services, wanted, cleaning } = await startFull(2, NOW_SECONDS + 1);
    expect(await reserve(services, wanted, LIMIT)).toMatchObject({ isReserved: false });
    expect(cleaning).not.toHaveBeenCalled();
    expect(services.events).toEqual([]);
  });
});

describe('if the clock of an environment is wrong', () => {
  const MINUTE = 60;
  const YEAR = 365 * 24 * 60 * MINUTE;

  it.each([
    ['right', 0],
    ['a minute slow', -MINUTE],
    ['17 minutes slow', -17 * MINUTE],
    ['17 minutes fast', 17 * MINUTE],
    ['a year slow', -YEAR],
    ['a year fast', YEAR],
  ])('%s, it releases nothing live, and loses nothing of its own', async (_, wrongBySeconds) => {
    const { ledger, services, budget } = await startFull(0, 0);
    const other = new FakeBudgetServices(ledger);
    other.advance(wrongBySeconds);
    ledger.now = services.now;
    const hold = ({ now }: FakeBudgetServices, id: string, nanoUsd: number) => {
      const expiresAt = now() / 1000 + 960;
      return { budget, reservation: { id, nanoUsd, expiresAt } };
    };
    expect((await reserve(services, hold(services, 'ours', 400), LIMIT)).isReserved).toBe(true);
    const theirs = await reserve(other, hold(other, 'theirs', 600), LIMIT);
    expect(theirs.isReserved).toBe(true);
    // Neither has room for more, whoever asks.
    for (const asking of [services, other]) {
      expect((await reserve(asking, hold(asking, 'more', 1), LIMIT)).isReserved).toBe(false);
    }
    expect(ledger.read(ACCOUNT)).toMatchObject({ committedNanoUsd: LIMIT, released: [] });
    // All the same, what is lost comes back.
    for (const each of [services, other]) each.advance(17 * MINUTE);
    expect((await reserve(other, hold(other, 'late', LIMIT), LIMIT)).isReserved).toBe(true);
    expect(ledger.read(ACCOUNT).open).toMatchObject([{ id: 'late' }]);
    await ledger.settle(ACCOUNT, theirs.reservation, 500);
    expect(ledger.read(ACCOUNT)).toMatchObject({ spentNanoUsd: 500 });
  });
});

describe('a clean-up', () => {
  const EXPIRED = { id: 'expired', nanoUsd: 400, expiresAt: NOW_SECONDS };
  const FORGOTTEN = { id: 'forgotten', nanoUsd: 1, expiresAt: NOW_SECONDS - 9_999 };
  const RELEASED = {
    kind: 'released',
    caller: composeCaller(),
    period: '2026-11-21',
    count: 1,
    usd: 4e-7,
  };

  it.each([
    ['nothing to clean up', { open: [], released: [] }, true, 0, false, []],
    ['an expired reservation', { open: [EXPIRED], released: [] }, true, 1, true, [RELEASED]],
    ['one that another request released', { open: [EXPIRED], released: [] }, false, 1, true, []],
    ['one to forget', { open: [], released: [FORGOTTEN] }, true, 1, false, []],
    ['both', { open: [EXPIRED], released: [FORGOTTEN] }, true, 1, true, [RELEASED]],
  ])('of an entry with %s', async (_, entry, isDone, calls, makesRoom, events) => {
    const ledger = new MemoryBudgetLedger();
    const cleaning = vi.spyOn(ledger, 'cleanUp').mockResolvedValue(isDone);
    const services = new FakeBudgetServices(ledger);
    const budget = composeBudget(services.now());
    expect(await cleanUp(services, budget, { ...EMPTY_ENTRY, readAt: NOW_SECONDS, ...entry })).toBe(
      makesRoom,
    );
    const cleanup = { expired: entry.open, forgotten: entry.released, settled: [] };
    expect(cleaning.mock.calls).toEqual(Array(calls).fill([ACCOUNT, cleanup]));
    expect(services.events).toEqual(events);
  });
});

it('a release spends nothing, and fails no request if the ledger is out of reach', async () => {
  const { ledger, services, wanted } = await startFull(0, 0);
  await reserve(services, wanted);
  ledger.failure = new LedgerError('unreachable', new Error('no connection'));
  await release(services, wanted, startPersistence(services.timers, 10_000));
  ledger.failure = undefined;
  expect(ledger.read(ACCOUNT).committedNanoUsd).toBe(LIMIT);
  await release(services, wanted, startPersistence(services.timers, 10_000));
  expect(ledger.read(ACCOUNT)).toMatchObject({ committedNanoUsd: 0, spentNanoUsd: 0, open: [] });
});
