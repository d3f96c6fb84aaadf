import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalRouter } from '../local-router';
import { checkRound, isReceived } from './check-round';
import { GOOD_VALUES, planTrouble } from './plan-trouble';
import { SeededRandom } from './seeded-random';
import { type SoakAnswer, sendSoakRequest } from './send-soak-request';
import { SoakLog } from './soak-log';
import { composeSoakRequest, type SoakRequest } from './soak-request';
import { SoakTotals } from './soak-totals';
import { startSoakRouter } from './start-soak-router';

export interface SoakOptions {
  readonly seconds: number;
  readonly seed: number;
  /** Told after every round. */
  readonly onRound?: (totals: SoakTotals) => void;
}

const REQUESTS_A_ROUND = 100;
const CLIENTS = 16;
const SETTLING_MILLIS = 15_000;
/** Of these the caches of the function are filled. */
const WARMING_ROUNDS = 2;

/** Requests and failures in rounds until the time is over; after each round every request is accounted for. */
export async function runSoak({ seconds, seed, onRound }: SoakOptions): Promise<SoakTotals> {
  const log = new SoakLog();
  const router = await startSoakRouter(log, seed);
  try {
    // By the second time its first readings are over.
    await readHeld(log);
    const totals = new SoakTotals(await readHeld(log));
    const endsAt = performance.now() + seconds * 1_000;
    while (performance.now() < endsAt && !totals.isStuck) {
      await runRound({ router, log, totals, seed });
      if (totals.rounds === WARMING_ROUNDS) totals.warm = await readHeld(log);
      onRound?.(totals);
    }
    await settle(router, log, totals);
    return totals;
  } finally {
    await router.close();
  }
}

interface Soak {
  readonly router: LocalRouter;
  readonly log: SoakLog;
  readonly totals: SoakTotals;
  readonly seed: number;
}

async function runRound({ router, log, totals, seed }: Soak): Promise<void> {
  // Each round by a seed of its own, so that the timing of one does not change the next.
  const random = new SeededRandom(seed + totals.rounds);
  planTrouble(router.aws, random);
  const first = totals.requests + 1;
  const requests = Array.from({ length: REQUESTS_A_ROUND }, (_, index) =>
    composeSoakRequest(first + index, random),
  );
  const answers = await sendAll(router.url, requests);
  const received = requests.filter(isReceived).length;
  await waitUntil(() => isOver(router, log, received));
  const { receipts, metrics } = log;
  const { entries } = router.aws.bedrock.journal;
  const round = { answers, receipts, metrics, entries };
  const problems = [...checkRound(round), ...(await checkMapping(router)), ...log.takeViolations()];
  totals.add(round, problems);
  log.forget();
  router.aws.bedrock.journal.clear();
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
  const response = await fetch(`${url}/v1/operations`, { signal: AbortSignal.timeout(10_000) });
  const { operations }: { operations: readonly { operation: string; route: string[] }[] } =
    JSON.parse(await response.text());
  const route = operations.find(({ operation }) => operation === 'moving')?.route.join(',') ?? '';
  const isGood = GOOD_VALUES.some((value) => value === route);
  return isGood ? [] : [`the operation moving has the route "${route}"`];
}

/** The function goes back to what it held, and still serves. */
async function settle(router: LocalRouter, log: SoakLog, totals: SoakTotals): Promise<void> {
  router.aws.bedrock.failures.clear();
  router.aws.parameterStore.failures.clear();
  await waitUntil(() => (log.held?.resources ?? Infinity) <= totals.baseline.resources);
  totals.end(await readHeld(log), log.takeViolations());
  const health = await fetch(`${router.url}/health`).catch(() => undefined);
  if (health?.status !== 200) totals.violations.push('the function does not serve any more');
}

/** Told after now. */
async function readHeld(log: SoakLog) {
  log.forgetHeld();
  await waitUntil(() => log.held !== undefined);
  return log.held ?? { heldBytes: 0, rssBytes: 0, resources: 0 };
}

/** Where it does not come true in time, the checks say what is missing. */
async function waitUntil(condition: () => boolean): Promise<void> {
  const giveUpAt = performance.now() + SETTLING_MILLIS;
  while (!condition() && performance.now() < giveUpAt) await sleep(20);
}
