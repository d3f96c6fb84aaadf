import { TIMES } from '../core/settings/times';
import type { Router } from './ports';

export interface SettleLimits {
  /** Until Lambda stops the function. */
  readonly remainingMillis: number;
  /** The most that the caller can wait; by default, as long as the function runs. */
  readonly mostMillis?: number;
}

/**
 * Waits for the reading of Parameter Store that is under way, because Lambda freezes the environment when the invocation
 * ends. It ends before Lambda stops the function.
 */
export async function settleSnapshots(
  { snapshots }: Pick<Router, 'snapshots'>,
  { remainingMillis, mostMillis = Number.POSITIVE_INFINITY }: SettleLimits,
): Promise<void> {
  const millis = Math.max(0, Math.min(remainingMillis - TIMES.exitMillis, mostMillis));
  let timer: NodeJS.Timeout | undefined;
  const isOver = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, millis);
  });
  await Promise.race([snapshots.settled(), isOver]);
  clearTimeout(timer);
}
