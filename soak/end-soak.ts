import { setTimeout as sleep } from 'node:timers/promises';
import { checkEnding } from './check-ending';
import type { LedgerRow } from './ledger-row';
import { BAD_VALUES, moveOperation } from './plan-trouble';
import { keyHeaders, SOAK_CALLERS, UNLIMITED_HEADERS } from './soak-callers';
import type { SoakLimits } from './soak-limits';
import type { HeldResources, SoakLog } from './soak-log';
import { composePlainRequest, type SoakRequest } from './soak-request';
import { runRound, type Soak } from './soak-round';
import { waitUntil } from './wait-until';

const MAX_AGE_MILLIS = 1_100;
const READING_MILLIS = 500;
/** So many expired reservations a single request releases. */
const RELEASES_A_REQUEST = 10;

/** Nothing fails any more: what has expired is released, and the function goes back to what it held and still serves. */
export async function endSoak(soak: Soak, limits: SoakLimits): Promise<void> {
  const { router, log, totals } = soak;
  router.aws.bedrock.failures.clear();
  router.aws.parameterStore.failures.clear();
  router.aws.dynamoDb.failures.clear();
  router.aws.eventBridge.failures.clear();
  await endBudgets(soak, limits);
  await refuseValue(soak);
  await waitUntil(() => (log.held?.resources ?? Infinity) <= totals.baseline.resources);
  totals.end(await readHeld(log), log.takeViolations());
  const health = await fetch(`${router.url}/health`, { headers: UNLIMITED_HEADERS }).catch(
    () => undefined,
  );
  if (health?.status !== 200) totals.violations.push('the function does not serve any more');
}

async function endBudgets(soak: Soak, limits: SoakLimits): Promise<void> {
  const { router, log, ledger, totals } = soak;
  await refreshParameters(router.url);
  const rows = await ledger.expire();
  await runRound(soak, composeLastRequests(rows, totals.requests + 1), limits);
  const check = () =>
    checkEnding({
      limits,
      rows: ledger.rows,
      lines: log.budgetHistory,
      events: router.aws.eventBridge.journal,
      expired: rows.flatMap(listAmounts),
    });
  await waitUntil(() => check().length === 0);
  totals.violations.push(...check());
}

/** What has expired is released by requests that come later: as many as that takes, and one more of each caller. */
function composeLastRequests(rows: readonly LedgerRow[], first: number): readonly SoakRequest[] {
  const senders = SOAK_CALLERS.filter(({ budget }) => budget !== undefined).flatMap((caller) => {
    const open = rows.filter(({ callerId }) => callerId === caller.id).flatMap(listAmounts);
    const count = 1 + Math.ceil(open.length / RELEASES_A_REQUEST);
    return Array.from({ length: count }, () => ({ caller, headers: keyHeaders(caller.id) }));
  });
  return senders.map((sender, index) => composePlainRequest(first + index, sender));
}

/** A bad value is counted, and what was good stays in force: that every round checks. */
async function refuseValue({ router, log, totals }: Soak): Promise<void> {
  const before = log.mappingErrors;
  moveOperation(router.aws, BAD_VALUES[0]);
  await refreshParameters(router.url);
  await waitUntil(() => log.mappingErrors > before);
  if (log.mappingErrors === before) totals.violations.push('a bad value was not counted');
}

/** A request has the parameters read again, and waits for none of them. */
async function refreshParameters(routerUrl: string): Promise<void> {
  await sleep(MAX_AGE_MILLIS);
  await fetch(`${routerUrl}/v1/operations`, { headers: UNLIMITED_HEADERS });
  await sleep(READING_MILLIS);
}

function listAmounts({ open }: LedgerRow): readonly number[] {
  return [...open.values()];
}

/**
 * Told after now.
 *
 * @throws Error where the function's process tells nothing any more
 */
export async function readHeld(log: SoakLog): Promise<HeldResources> {
  log.forgetHeld();
  await waitUntil(() => log.held !== undefined);
  if (log.held === undefined) throw new Error("the function's process does not tell what it holds");
  return log.held;
}
