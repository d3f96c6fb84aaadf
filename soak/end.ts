import { setTimeout as sleep } from 'node:timers/promises';
import { TIMES } from '../lambda/core/settings/times';
import { checkEnding } from './checks/ending';
import { clearParameterStoreFaults, writeMovingRoute } from './faults/parameter-store';
import type { SoakLimits } from './ledger/limits';
import type { LedgerRow } from './ledger/row';
import type { HeldResources, SoakLog } from './log';
import { checkRecovery } from './recovery';
import { runRound, type Soak, waitUntil } from './round';
import { composeKeyHeader, SOAK_CALLERS, UNLIMITED_HEADERS } from './traffic/callers';
import { composePlainRequest } from './traffic/compose-request';
import { BAD_ROUTES } from './traffic/operations';
import type { SoakRequest } from './traffic/request';

/** The router reads two pages of parameters every two seconds at most. */
const MAX_AGE_MILLIS = 2_100;
const READING_MILLIS = 500;
/** A single request releases so many expired reservations. */
const RELEASES_A_REQUEST = 10;

/**
 * Ends all faults and checks what must hold then: expired reservations are released; sockets, timers and memory are
 * back at their values; the function still serves.
 *
 * @param seconds how long the soak has run
 */
export async function endSoak(soak: Soak, limits: SoakLimits, seconds: number): Promise<void> {
  const { router, log, totals } = soak;
  router.aws.bedrock.failures.clear();
  clearParameterStoreFaults(router.aws);
  router.aws.dynamoDb.failures.clear();
  router.aws.eventBridge.failures.clear();
  // Then the next request starts a reading, even if the last one failed.
  await sleep(TIMES.longestReadingPauseMillis);
  await endBudgets(soak, limits);
  totals.violations.push(...(await checkRecovery(soak, seconds)));
  await writeBadRoute(soak);
  await waitUntil(() => (log.held?.resources ?? Infinity) <= totals.baseline.resources);
  totals.end(await readHeld(log), log.takeViolations());
  const health = await fetch(`${router.url}/health`, { headers: UNLIMITED_HEADERS }).catch(
    () => undefined,
  );
  if (health?.status !== 200) totals.violations.push('the function does not serve any more');
}

async function endBudgets(soak: Soak, limits: SoakLimits): Promise<void> {
  const { router, log, accounts, totals } = soak;
  await refreshParameters(router.url);
  const rows = await accounts.expire();
  await runRound(soak, composeLastRequests(rows, totals.requests + 1), limits);
  const check = () =>
    checkEnding({
      limits,
      rows: accounts.rows,
      lines: log.budgetHistory,
      events: router.aws.eventBridge.journal,
      expired: rows.flatMap(listAmounts),
    });
  await waitUntil(() => check().length === 0);
  totals.violations.push(...check());
}

/** Later requests release what has expired: as many as that takes, and one more of each caller. */
function composeLastRequests(rows: readonly LedgerRow[], first: number): readonly SoakRequest[] {
  const senders = SOAK_CALLERS.filter(({ budget }) => budget !== undefined).flatMap((caller) => {
    const open = rows.filter(({ callerId }) => callerId === caller.id).flatMap(listAmounts);
    const count = 1 + Math.ceil(open.length / RELEASES_A_REQUEST);
    return Array.from({ length: count }, () => ({ caller, headers: composeKeyHeader(caller.id) }));
  });
  return senders.map((sender, index) => composePlainRequest(first + index, sender));
}

/** A bad value is counted. That the last good value stays in force is checked after every round. */
async function writeBadRoute({ router, log, totals }: Soak): Promise<void> {
  const before = log.mappingErrors;
  writeMovingRoute(router.aws, BAD_ROUTES[0]);
  await refreshParameters(router.url);
  await waitUntil(() => log.mappingErrors > before);
  if (log.mappingErrors === before) totals.violations.push('a bad value was not counted');
}

/** A request makes the function read its parameters again, and does not wait for the result. */
async function refreshParameters(routerUrl: string): Promise<void> {
  await sleep(MAX_AGE_MILLIS);
  await fetch(`${routerUrl}/v1/operations`, { headers: UNLIMITED_HEADERS });
  await sleep(READING_MILLIS);
}

function listAmounts({ open }: LedgerRow): readonly number[] {
  return [...open.values()];
}

/**
 * Waits for the next report of the function's process.
 *
 * @throws Error if the process does not report any more
 */
export async function readHeld(log: SoakLog): Promise<HeldResources> {
  log.forgetHeld();
  await waitUntil(() => log.held !== undefined);
  if (log.held === undefined) throw new Error("the function's process does not report any more");
  return log.held;
}
