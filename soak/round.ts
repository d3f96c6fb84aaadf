import { Agent } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { TIMES } from '../lambda/core/settings/times';
import type { LocalRouter } from '../local/local-router';
import type { FinishedRound } from './checks/finished-round';
import { checkRound } from './checks/round';
import { checkWarnings } from './checks/warnings';
import type { SoakAccounts } from './ledger/accounts';
import type { SoakLimits } from './ledger/limits';
import type { SoakLog } from './log';
import type { SoakTotals } from './totals';
import { SOAK_CALLERS, UNLIMITED_HEADERS } from './traffic/callers';
import { GOOD_ROUTES } from './traffic/operations';
import { isReceived, type SoakRequest } from './traffic/request';
import { type SoakAnswer, sendSoakRequest } from './traffic/send-request';

export interface Soak {
  readonly router: LocalRouter;
  readonly log: SoakLog;
  readonly accounts: SoakAccounts;
  readonly totals: SoakTotals;
}

const CLIENTS = 16;
const GIVE_UP_MILLIS = 15_000;
/** Less than the shortest timeout of the function's clients. */
const LONGEST_STALL_MILLIS = TIMES.ledgerConnectionMillis / 2;

/** Sends the requests of a round, and accounts for every one of them. */
export async function runRound(
  soak: Soak,
  requests: readonly SoakRequest[],
  limits: SoakLimits,
): Promise<void> {
  const { router, log, accounts, totals } = soak;
  const { bedrock, eventBridge } = router.aws;
  const round = await finishRound(soak, requests, limits);
  const problems = [
    ...checkRound(round),
    ...checkWarnings(log.budgetHistory, eventBridge.journal),
    ...(await checkMapping(router)),
    ...log.takeViolations(),
  ];
  totals.add(round, problems);
  log.forget();
  accounts.forgetCalls();
  bedrock.journal.clear();
}

async function finishRound(
  { router, log, accounts }: Soak,
  requests: readonly SoakRequest[],
  limits: SoakLimits,
): Promise<FinishedRound> {
  const before = accounts.rows;
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const answers = await sendAll(router.url, requests);
  const received = requests.filter(isReceived).length;
  await waitUntil(() => isOver(router, log, received));
  await accounts.settle();
  // The next report tells whether the function's process stood still until now.
  log.forgetHeld();
  await waitUntil(() => log.held !== undefined);
  delay.disable();
  const stallMillis = Math.max(log.longestStallMillis, delay.max / 1e6);
  const { receipts, metrics, budgetLines: lines } = log;
  const { entries } = router.aws.bedrock.journal;
  const { calls, rows: after } = accounts;
  const wasStalled = stallMillis > LONGEST_STALL_MILLIS;
  // The function may take the ledger for silent.
  if (wasStalled) await sleep(TIMES.ledgerSilenceMillis);
  const budgets = { limits, calls, lines, before, after, wasStalled };
  return { callers: SOAK_CALLERS, answers, receipts, metrics, entries, budgets };
}

/** Each client takes the next request after its last has ended. */
async function sendAll(
  routerUrl: string,
  requests: readonly SoakRequest[],
): Promise<readonly SoakAnswer[]> {
  const agent = new Agent({ keepAlive: true });
  const answers: SoakAnswer[] = [];
  const waiting = [...requests];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      answers.push(await sendSoakRequest(routerUrl, next, agent));
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, work));
  agent.destroy();
  return answers;
}

/** Receipts come after answers, and Bedrock notices a closed connection after both. */
function isOver({ aws }: LocalRouter, log: SoakLog, received: number): boolean {
  const isKnown = ({ status, failure, aborted }: (typeof entries)[number]) =>
    status !== undefined || failure !== undefined || aborted;
  const { entries } = aws.bedrock.journal;
  const routed = log.receipts.filter(({ requested_tier: tier }) => tier !== undefined);
  return (
    log.receipts.length >= received && log.metrics.length >= routed.length && entries.every(isKnown)
  );
}

async function checkMapping({ url }: LocalRouter): Promise<readonly string[]> {
  const response = await fetch(`${url}/v1/operations`, {
    headers: UNLIMITED_HEADERS,
    signal: AbortSignal.timeout(10_000),
  });
  const { operations }: { operations: readonly { operation: string; route: string[] }[] } =
    JSON.parse(await response.text());
  const route = operations.find(({ operation }) => operation === 'moving')?.route.join(',') ?? '';
  const isGood = GOOD_ROUTES.some((value) => value === route);
  return isGood ? [] : [`the operation moving has the route "${route}"`];
}

/** Gives up after a while: the checks then say what is missing. */
export async function waitUntil(condition: () => boolean): Promise<void> {
  const giveUpAt = performance.now() + GIVE_UP_MILLIS;
  while (!condition() && performance.now() < giveUpAt) await sleep(20);
}
