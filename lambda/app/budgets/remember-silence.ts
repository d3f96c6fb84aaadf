import type { Account } from '../../core/budgets/ledger-entry';
import { TIMES } from '../../core/settings/times';
import { LedgerError } from './ledger-error';
import type { BudgetLedger } from './services';

/**
 * A ledger that is not asked for each request while it hangs, because each would wait for it. For some seconds after a
 * step that hung, a request finds the account `silent`; then one request asks again. The account is not silent if another
 * step was answered while that one hung: then only one answer was lost. Steps after the answer are always taken, because
 * nobody waits for them, and the first that succeeds ends the silence.
 *
 * @param clock milliseconds of a clock that only runs forward
 */
export function rememberSilence(ledger: BudgetLedger, clock: () => number): BudgetLedger {
  const silentUntil = new Map<string, number>();
  const answeredAt = new Map<string, number>();
  const watch = async <Result>(
    { callerId }: Account,
    step: () => Promise<Result>,
  ): Promise<Result> => {
    const askedAt = clock();
    try {
      const result = await step();
      silentUntil.delete(callerId);
      answeredAt.set(callerId, clock());
      return result;
    } catch (error) {
      const wasAnswered = (answeredAt.get(callerId) ?? Number.NEGATIVE_INFINITY) > askedAt;
      if (isHang(error) && !wasAnswered) {
        silentUntil.set(callerId, clock() + TIMES.ledgerSilenceMillis);
      }
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

/** Connections that broke. The SDK gives them the name of a timeout, although they did not keep a request waiting. */
const BROKEN: readonly unknown[] = ['ECONNRESET', 'EPIPE'];

/** Whether no answer came in time. */
function isHang(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof Error) || cause.name !== 'TimeoutError') return false;
  return !('code' in cause && BROKEN.includes(cause.code));
}
