import type { Account } from '../../core/budgets/ledger-entry';
import { TIMES } from '../../core/settings/times';
import { LedgerError } from './ledger-error';
import type { BudgetLedger } from './services';

/**
 * A ledger that is not asked for each request while it hangs, because each would wait for it. For some seconds after a
 * step that hung, a request finds the account `silent`; then one request asks again. Steps after the answer are always
 * taken, because nobody waits for them, and the first that succeeds ends the silence.
 *
 * @param clock milliseconds of a clock that only runs forward
 */
export function rememberSilence(ledger: BudgetLedger, clock: () => number): BudgetLedger {
  const silentUntil = new Map<string, number>();
  const watch = async <Result>(account: Account, step: () => Promise<Result>): Promise<Result> => {
    try {
      const result = await step();
      silentUntil.delete(account.callerId);
      return result;
    } catch (error) {
      if (isHang(error)) silentUntil.set(account.callerId, clock() + TIMES.ledgerSilenceMillis);
      throw error;
    }
  };
  const requireSound = ({ callerId }: Account) => {
    const until = silentUntil.get(callerId);
    if (until === undefined) return;
    if (clock() < until) throw new LedgerError('silent', undefined);
    silentUntil.set(callerId, clock() + TIMES.ledgerSilenceMillis);
  };
  return {
    reserve: async (request) => {
      // Only a reservation without a limit is made after the answer, or after another one was answered.
      if (request.limitNanoUsd !== undefined) requireSound(request.account);
      return watch(request.account, () => ledger.reserve(request));
    },
    settle: (account, ...rest) => watch(account, () => ledger.settle(account, ...rest)),
    cleanUp: (account, ...rest) => watch(account, () => ledger.cleanUp(account, ...rest)),
    noteWarning: (account, ...rest) => watch(account, () => ledger.noteWarning(account, ...rest)),
  };
}

/** The error of the SDK if no answer came in time. */
function isHang(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.cause instanceof Error && error.cause.name === 'TimeoutError';
}
