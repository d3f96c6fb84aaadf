import { expect, it, vi } from 'vitest';
import { LedgerError } from '../../../../lambda/app/budgets/ledger-error';
import { rememberSilence } from '../../../../lambda/app/budgets/remember-silence';
import { FakeClock } from '../../../fakes/fake-clock';
import { MemoryBudgetLedger } from '../../../fakes/memory-budget-ledger';

const ACCOUNT = { callerId: 'key1', period: '2026-11-21' };
const RESERVATION = { id: 'a', nanoUsd: 800, expiresAt: 1_795_246_200 };
const UNREACHABLE = { kind: 'unreachable' };
const SILENT = { kind: 'silent' };
/** As the SDK reports that no answer came in time. */
const HANGS = new LedgerError(
  'unreachable',
  Object.assign(new Error('no answer in 1000 ms'), { name: 'TimeoutError' }),
);
const FAILS = new LedgerError('unreachable', new Error('HTTP 500'));

/** A ledger that hangs until the test says otherwise. */
function startLedger() {
  const memory = new MemoryBudgetLedger();
  memory.failure = HANGS;
  const asked = vi.spyOn(memory, 'reserve');
  const clock = new FakeClock();
  const ledger = rememberSilence(memory, clock.read);
  const reserve = (callerId = 'key1') =>
    ledger.reserve({
      account: { ...ACCOUNT, callerId },
      reservation: RESERVATION,
      limitNanoUsd: 1_000,
      forgetAt: 1_829_779_200,
    });
  return { memory, asked, clock, ledger, reserve };
}

it('asks once in five seconds while the ledger hangs', async () => {
  const { asked, clock, reserve } = startLedger();
  await expect(reserve()).rejects.toMatchObject(UNREACHABLE);
  for (let request = 0; request < 10; request += 1) {
    await expect(reserve()).rejects.toMatchObject(SILENT);
  }
  clock.advance(4_999);
  await expect(reserve()).rejects.toMatchObject(SILENT);
  expect(asked).toHaveBeenCalledTimes(1);
  clock.advance(1);
  const together = await Promise.allSettled([reserve(), reserve(), reserve()]);
  expect(together).toMatchObject([{ reason: UNREACHABLE }, { reason: SILENT }, { reason: SILENT }]);
  expect(asked).toHaveBeenCalledTimes(2);
});

it.each([
  ['a settlement', 'settle'],
  ['a cleanup', 'cleanUp'],
  ['a warning', 'noteWarning'],
] as const)('asks again once %s has succeeded', async (_, step) => {
  const { memory, ledger, reserve } = startLedger();
  const take = {
    settle: () => ledger.settle(ACCOUNT, RESERVATION, 300),
    cleanUp: () => ledger.cleanUp(ACCOUNT, { expired: [], forgotten: [RESERVATION], settled: [] }),
    noteWarning: () =>
      ledger.noteWarning(ACCOUNT, {
        threshold: 80,
        limitNanoUsd: 1_000,
        forgetAt: 1_829_779_200,
        publisher: 'request1',
      }),
  }[step];
  await expect(take()).rejects.toMatchObject(UNREACHABLE);
  await expect(reserve()).rejects.toMatchObject(SILENT);
  memory.failure = undefined;
  await take();
  expect(await reserve()).toMatchObject({ isReserved: true });
});

it('is not silent after a connection that broke', async () => {
  const { memory, reserve } = startLedger();
  const broken = { name: 'TimeoutError', code: 'ECONNRESET' };
  memory.failure = new LedgerError(
    'unreachable',
    Object.assign(new Error('socket hang up'), broken),
  );
  await expect(reserve()).rejects.toMatchObject(UNREACHABLE);
  memory.failure = undefined;
  expect(await reserve()).toMatchObject({ isReserved: true });
});

it('is not silent if another step was answered while one hung', async () => {
  const { memory, asked, clock, ledger, reserve } = startLedger();
  let hang = (_: Error) => {};
  asked.mockImplementationOnce(
    () =>
      new Promise((_, reject) => {
        hang = reject;
      }),
  );
  const hanging = reserve();
  memory.failure = undefined;
  clock.advance(1_000);
  await ledger.settle(ACCOUNT, RESERVATION, 300);
  clock.advance(1_000);
  hang(HANGS);
  await expect(hanging).rejects.toMatchObject(UNREACHABLE);
  expect(await reserve()).toMatchObject({ isReserved: true });
});

it('asks for a reservation without a limit in any case', async () => {
  const { memory, ledger, reserve } = startLedger();
  await expect(reserve()).rejects.toMatchObject(UNREACHABLE);
  memory.failure = undefined;
  const place = { account: ACCOUNT, reservation: RESERVATION, forgetAt: 1_829_779_200 };
  expect(await ledger.reserve({ ...place, limitNanoUsd: undefined })).toMatchObject({
    isReserved: true,
  });
});

it('keeps an account silent for its own caller, and not after a fault that came in time', async () => {
  const { memory, reserve } = startLedger();
  await expect(reserve('key1')).rejects.toMatchObject(UNREACHABLE);
  memory.failure = FAILS;
  await expect(reserve('key2')).rejects.toMatchObject(UNREACHABLE);
  memory.failure = undefined;
  expect(await reserve('key2')).toMatchObject({ isReserved: true });
  await expect(reserve('key1')).rejects.toMatchObject(SILENT);
});
