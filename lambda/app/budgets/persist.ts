import { TIMES } from '../../core/settings/times';
import { waitWithin } from '../deadline';
import type { BudgetTimers } from './services';

/** How long steps after the answer may be repeated. */
export interface Persistence {
  readonly timers: BudgetTimers;
  /** On the clock of the timers. */
  readonly endsAt: number;
  /** Aborted at that time, so that a step that hangs does not keep the function until Lambda stops it. */
  readonly signal: AbortSignal;
}

/** @param functionMillis until the function has to end */
export function startPersistence(timers: BudgetTimers, functionMillis: number): Persistence {
  const millis = Math.min(functionMillis, TIMES.settlementMillis);
  return { timers, endsAt: timers.clock() + millis, signal: timers.limit(millis) };
}

/**
 * Repeats a step while its failures are temporary, with pauses of random length that grow. Nobody waits for the answer any
 * more, and a repeated step has no effect of its own.
 *
 * @throws the last failure, or the signal's reason
 */
export async function persist<Result>(
  { timers, endsAt, signal }: Persistence,
  step: () => Promise<Result>,
  isTemporary: (error: unknown) => boolean,
): Promise<Result> {
  for (let count = 0; ; count += 1) {
    try {
      return await waitWithin(signal, step());
    } catch (error) {
      if (signal.aborted || !isTemporary(error)) throw error;
      const mostMillis = Math.min(
        TIMES.settlementPauseMillis * 2 ** count,
        TIMES.longestSettlementPauseMillis,
      );
      if (timers.clock() + mostMillis >= endsAt) throw error;
      await timers.pause(mostMillis);
    }
  }
}
