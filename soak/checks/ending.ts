import type { JsonObject } from '../../lambda/core/json/json-object';
import type { PutEvent } from '../../local/event-bridge/emulator';
import type { SoakLimits } from '../ledger/limits';
import type { LedgerRow } from '../ledger/row';
import { sumNanoUsd, UNPUBLISHED_WARNING } from '../ledger/trouble';
import { nameLoggedThresholds, nameThreshold } from './warnings';

/** The budgets of the callers after the last request of the run. */
export interface SoakEnding {
  readonly limits: SoakLimits;
  readonly rows: readonly LedgerRow[];
  /** Budget lines of the whole run. */
  readonly lines: readonly JsonObject[];
  readonly events: readonly PutEvent[];
  /** Amounts of the reservations that expired, in nano-dollars. */
  readonly expired: readonly number[];
}

/** Lists what is wrong with the accounts after all reservations expired and each caller sent one more request. */
export function checkEnding(ending: SoakEnding): readonly string[] {
  return [...checkOpen(ending), ...checkReleases(ending), ...checkPublished(ending)];
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
  const logged = `${count} reservations of ${nanoUsd} nano-dollars are logged as released`;
  return [`${logged}, and ${expired.length} of ${expected} had expired`];
}

/**
 * A threshold is logged by the next request at the latest, unless the answer of the write that marks it was lost. A
 * logged threshold is an event, unless EventBridge did not accept it.
 */
function checkPublished(ending: SoakEnding): readonly string[] {
  const { lines, events } = ending;
  const logged = nameLoggedThresholds(lines);
  const unpublished = lines.filter(({ message }) => message === UNPUBLISHED_WARNING);
  const excused = new Set(unpublished.map((line) => line['caller_id']));
  const problems = ending.rows
    .filter(({ callerId }) => !excused.has(callerId))
    .flatMap((row) => listReached(row, ending))
    .filter((name) => !logged.includes(name))
    .map((name) => `${name} is reached, and not logged`);
  if (logged.length <= events.length + unpublished.length) return problems;
  const counted = `${logged.length} warnings are logged, ${events.length} are events`;
  return [...problems, `${counted}, and ${unpublished.length} could not be published`];
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
