import { describe, expect, it, vi } from 'vitest';
import { findBudget } from '../../../../lambda/app/budgets/budget';
import { isLedgerError, LedgerError } from '../../../../lambda/app/budgets/ledger-error';
import { release, reserve } from '../../../../lambda/app/budgets/reserve';
import { composeCaller, FakeBudgetServices } from '../../../fakes/fake-budget-services';
import { MemoryBudgetLedger } from '../../../fakes/memory-budget-ledger';
import { plan } from '../../../fakes/plan';

const ACCOUNT = { callerId: 'key1', period: '2026-11-21' };
const NOW_SECONDS = Date.parse('2026-11-21T12:00:00Z') / 1000;
const LIMIT = 1_000;

/** An account that is full of reservations, which expire at a time. */
async function startFull(count: number, expiresAt: number) {
  const ledger = new MemoryBudgetLedger();
  const services = new FakeBudgetServices(ledger);
  const budget = findBudget(plan('N', { caller: composeCaller() }), services.now());
  if (budget === undefined) throw new Error('the caller has a budget');
  for (let index = 0; index < count; index += 1) {
    const reservation = { id: `crashed${index}`, nanoUsd: LIMIT / count, expiresAt };
    await ledger.reserve({ account: ACCOUNT, reservation, limitNanoUsd: undefined, forgetAt: 0 });
  }
  const wanted = { budget, reservation: { id: 'new', nanoUsd: LIMIT, expiresAt: NOW_SECONDS + 9 } };
  return { ledger, services, budget, wanted };
}

describe('a reservation without room', () => {
  it.each([
    [10, 1],
    [50, 5],
  ])('takes the place of %d expired ones, after %d clean-ups', async (count, cleanups) => {
    const { ledger, services, wanted } = await startFull(count, NOW_SECONDS);
    const cleaning = vi.spyOn(ledger, 'cleanUp');
    expect(await reserve(services, wanted, LIMIT)).toMatchObject({ isReserved: true });
    expect(cleaning).toHaveBeenCalledTimes(cleanups);
    expect(services.events).toHaveLength(cleanups);
    expect(services.events[0]).toMatchObject({ kind: 'released', count: 10, period: '2026-11-21' });
  });

  it('gives up after five clean-ups of ten', async () => {
    const { services, wanted } = await startFull(60, NOW_SECONDS);
    expect(await reserve(services, wanted, LIMIT)).toMatchObject({ isReserved: false });
  });

  it('gives up if nothing has expired', async () => {
    const { ledger, services, wanted } = await startFull(2, NOW_SECONDS + 1);
    const cleaning = vi.spyOn(ledger, 'cleanUp');
    expect(await reserve(services, wanted, LIMIT)).toMatchObject({ isReserved: false });
    expect(cleaning).not.toHaveBeenCalled();
    expect(services.events).toEqual([]);
  });

  it('takes the place of one that another request released, without counting it', async () => {
    const { ledger, services, wanted } = await startFull(1, NOW_SECONDS);
    const cleanUp = ledger.cleanUp.bind(ledger);
    vi.spyOn(ledger, 'cleanUp').mockImplementationOnce(async (account, cleanup) => {
      await cleanUp(account, cleanup);
      return false;
    });
    expect(await reserve(services, wanted, LIMIT)).toMatchObject({ isReserved: true });
    expect(services.events).toEqual([]);
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

describe('a ledger error', () => {
  const throttled = new LedgerError('throttled', new Error('slow down'));

  it('says why, and keeps its cause', () => {
    expect(throttled).toMatchObject({
      message: 'the budget ledger is throttled',
      cause: { message: 'slow down' },
    });
  });

  it.each([
    ['of the same kind', throttled, true],
    ['of another kind', new LedgerError('unreachable', undefined), false],
    [
      'of another bundle',
      Object.assign(new Error('x'), { name: 'LedgerError', kind: 'throttled' }),
      true,
    ],
    ['of another class', Object.assign(new Error('x'), { kind: 'throttled' }), false],
    ['without a kind', Object.assign(new Error('x'), { name: 'LedgerError' }), false],
    ['that is no error', { name: 'LedgerError', kind: 'throttled' }, false],
  ])('is recognized by name: one %s', (_, error, isThrottled) => {
    expect(isLedgerError(error, 'throttled')).toBe(isThrottled);
  });
});
