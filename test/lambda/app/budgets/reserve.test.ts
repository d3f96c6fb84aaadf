import { describe, expect, it, vi } from 'vitest';
import { type Budget, findBudget } from '../../../../lambda/app/budgets/budget';
import { LedgerError } from '../../../../lambda/app/budgets/ledger-error';
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
  const wanted = { budget, reservation: { id: 'new', nanoUsd: LIMIT, expiresAt: NOW_SECONDS + 9 } };
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
    expect(await cleanUp(services, budget, { ...EMPTY_ENTRY, ...entry })).toBe(makesRoom);
    const cleanup = { expired: entry.open, forgotten: entry.released };
    expect(cleaning.mock.calls).toEqual(Array(calls).fill([ACCOUNT, cleanup]));
    expect(services.events).toEqual(events);
  });
});

it('a release spends nothing, and fails no request if the ledger is out of reach', async () => {
  const { ledger, services, budget, wanted } = await startFull(0, 0);
  await reserve(services, wanted);
  ledger.failure = new LedgerError('unreachable', new Error('no connection'));
  await release(services, budget, wanted.reservation);
  ledger.failure = undefined;
  expect(ledger.read(ACCOUNT).committedNanoUsd).toBe(LIMIT);
  await release(services, budget, wanted.reservation);
  expect(ledger.read(ACCOUNT)).toMatchObject({ committedNanoUsd: 0, spentNanoUsd: 0, open: [] });
});
