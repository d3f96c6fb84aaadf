import type { JsonObject } from '../lambda/core/json/json-object';
import type { PutEvent } from '../local/event-bridge/emulator';
import { nameLoggedThresholds, nameThreshold } from './check-warnings';
import type { LedgerRow } from './ledger-row';
import { sumNanoUsd, UNTOLD_WARNING } from './ledger-trouble';
import type { SoakLimits } from './soak-limits';

/** All that is known of budgets when nothing goes on any more. */
export interface SoakEnding {
  readonly limits: SoakLimits;
  readonly rows: readonly LedgerRow[];
  /** All of the run. */
  readonly lines: readonly JsonObject[];
  readonly events: readonly PutEvent[];
  /** What had expired and was to be released, in nano-dollars, one a reservation. */
  readonly expired: readonly number[];
}

/** What is wrong with the accounts after one more request of each caller, which came when all reservations had expired. */
export function checkEnding(ending: SoakEnding): readonly string[] {
  return [...checkOpen(ending), ...checkReleases(ending), ...checkTold(ending)];
}

function checkOpen({ rows }: SoakEnding): readonly string[] {
  return rows
    .filter(({ open, spent, committed }) => open.size > 0 || spent !== committed)
    .map(({ callerId, open, spent, committed }) => {
      const amounts = `${spent} spent and ${committed} committed`;
      return `${callerId} has ${open.size} reservations open at the end, ${amounts}`;
    });
}

function checkReleases({ lines, expired }: SoakEnding): readonly string[] {
  const releases = lines.filter(({ released_usd: usd }) => usd !== undefined);
  const count = releases.reduce((sum, line) => sum + Number(line['count']), 0);
  const nanoUsd = sumNanoUsd(releases, 'released_usd');
  const expected = expired.reduce((sum, amount) => sum + amount, 0);
  if (count === expired.length && nanoUsd === expected) return [];
  const told = `${count} reservations of ${nanoUsd} nano-dollars are logged as released`;
  return [`${told}, and ${expired.length} of ${expected} had expired`];
}

/**
 * What is reached is told by the next request at the latest, unless its mark was written and nobody heard of it. What is
 * logged is an event, unless EventBridge took none.
 */
function checkTold(ending: SoakEnding): readonly string[] {
  const { lines, events } = ending;
  const logged = nameLoggedThresholds(lines);
  const untold = lines.filter(({ message }) => message === UNTOLD_WARNING);
  const excused = new Set(untold.map((line) => line['caller_id']));
  const problems = ending.rows
    .filter(({ callerId }) => !excused.has(callerId))
    .flatMap((row) => listReached(row, ending))
    .filter((name) => !logged.includes(name))
    .map((name) => `${name} is reached, and not logged`);
  if (logged.length <= events.length + untold.length) return problems;
  const counted = `${logged.length} warnings are logged, ${events.length} of them events`;
  return [...problems, `${counted}, and ${untold.length} could not be told`];
}

function listReached(
  { callerId, period, spent }: LedgerRow,
  { limits }: SoakEnding,
): readonly string[] {
  const limitUsd = limits.get(callerId) ?? Infinity;
  return [80, 100]
    .filter((threshold) => spent * 100 >= Math.round(limitUsd * 1e9) * threshold)
    .map((threshold) => nameThreshold({ callerId, period, limitUsd, threshold }));
}
