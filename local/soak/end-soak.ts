import { setTimeout as sleep } from 'node:timers/promises';
import { checkEnding } from './check-ending';
import { keyHeaders, SOAK_CALLERS, UNLIMITED_HEADERS } from './soak-callers';
import type { SoakLimits } from './soak-limits';
import { type HeldResources, type SoakLog } from './soak-log';
import { composePlainRequest } from './soak-request';
import { runRound, type Soak } from './soak-round';
import { waitUntil } from './wait-until';

const POLICIES_MAX_AGE_MILLIS = 1_100;
const READING_MILLIS = 500;
/** So many expired reservations a single request releases. */
const RELEASES_A_REQUEST = 10;

/** Nothing fails any more: callers get back what has expired, and the function goes back to what it held and still serves. */
export async function endSoak(soak: Soak, limits: SoakLimits): Promise<void> {
  const { router, log, totals } = soak;
  router.aws.bedrock.failures.clear();
  router.aws.parameterStore.failures.clear();
  router.aws.dynamoDb.failures.clear();
  router.aws.eventBridge.failures.clear();
  await endBudgets(soak, limits);
  await waitUntil(() => (log.held?.resources ?? Infinity) <= totals.baseline.resources);
  totals.end(await readHeld(log), log.takeViolations());
  const health = await fetch(`${router.url}/health`, { headers: UNLIMITED_HEADERS }).catch(
    () => undefined,
  );
  if (health?.status !== 200) totals.violations.push('the function does not serve any more');
}

/** What has expired is released by requests that come later, which are sent here. */
async function endBudgets(soak: Soak, limits: SoakLimits): Promise<void> {
  const { router, log, ledger, totals } = soak;
  await refreshPolicies(router.url);
  const rows = await ledger.expire();
  let next = totals.requests;
  const requests = SOAK_CALLERS.filter(({ budget }) => budget !== undefined).flatMap((caller) => {
    const open = rows.filter(({ callerId }) => callerId === caller.id).flatMap(listAmounts);
    const count = 1 + Math.ceil(open.length / RELEASES_A_REQUEST);
    const sender = { caller, headers: keyHeaders(caller.id) };
    return Array.from({ length: count }, () => {
      next += 1;
      return composePlainRequest(next, sender);
    });
  });
  await runRound(soak, requests, limits);
  const ending = () => ({
    limits,
    rows: ledger.rows,
    lines: log.budgetHistory,
    events: router.aws.eventBridge.journal,
    expired: rows.flatMap(listAmounts),
  });
  await waitUntil(() => checkEnding(ending()).length === 0);
  totals.violations.push(...checkEnding(ending()));
}

/** A request has the policies read again, and waits for none of them. */
async function refreshPolicies(routerUrl: string): Promise<void> {
  await sleep(POLICIES_MAX_AGE_MILLIS);
  await fetch(`${routerUrl}/v1/operations`, { headers: UNLIMITED_HEADERS });
  await sleep(READING_MILLIS);
}

function listAmounts({ open }: { readonly open: ReadonlyMap<string, number> }): readonly number[] {
  return [...open.values()];
}

/** Told after now. */
export async function readHeld(log: SoakLog): Promise<HeldResources> {
  log.forgetHeld();
  await waitUntil(() => log.held !== undefined);
  return log.held ?? { heldBytes: 0, rssBytes: 0, resources: 0 };
}
