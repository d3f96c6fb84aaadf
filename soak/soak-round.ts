import { Agent } from 'node:http';
import type { LocalRouter } from '../local/local-router';
import { checkRound, type FinishedRound, isReceived } from './check-round';
import { checkWarnings } from './check-warnings';
import { GOOD_VALUES } from './plan-trouble';
import { type SoakAnswer, sendSoakRequest } from './send-soak-request';
import { UNLIMITED_HEADERS } from './soak-callers';
import type { SoakLedger } from './soak-ledger';
import type { SoakLimits } from './soak-limits';
import type { SoakLog } from './soak-log';
import type { SoakRequest } from './soak-request';
import type { SoakTotals } from './soak-totals';
import { waitUntil } from './wait-until';

export interface Soak {
  readonly router: LocalRouter;
  readonly log: SoakLog;
  readonly ledger: SoakLedger;
  readonly totals: SoakTotals;
}

const CLIENTS = 16;

/** Sends the requests of a round, and accounts for every one of them. */
export async function runRound(
  soak: Soak,
  requests: readonly SoakRequest[],
  limits: SoakLimits,
): Promise<void> {
  const { router, log, ledger, totals } = soak;
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
  ledger.forgetCalls();
  bedrock.journal.clear();
}

async function finishRound(
  { router, log, ledger }: Soak,
  requests: readonly SoakRequest[],
  limits: SoakLimits,
): Promise<FinishedRound> {
  const before = ledger.rows;
  const answers = await sendAll(router.url, requests);
  const received = requests.filter(isReceived).length;
  await waitUntil(() => isOver(router, log, received));
  await ledger.settle();
  const { receipts, metrics, budgetLines: lines } = log;
  const budgets = { limits, calls: ledger.calls, lines, before, after: ledger.rows };
  return { answers, receipts, metrics, entries: router.aws.bedrock.journal.entries, budgets };
}

/** As many clients as there are take the requests one after another. */
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

/** Receipts come behind answers, and what a broken connection means to Bedrock comes behind both. */
function isOver({ aws }: LocalRouter, log: SoakLog, received: number): boolean {
  const isKnown = ({ status, failure, aborted }: (typeof entries)[number]) =>
    status !== undefined || failure !== undefined || aborted;
  const { entries } = aws.bedrock.journal;
  const routed = log.receipts.filter(({ operation }) => operation !== undefined);
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
  const isGood = GOOD_VALUES.some((value) => value === route);
  return isGood ? [] : [`the operation moving has the route "${route}"`];
}
