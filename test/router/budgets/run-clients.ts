import { setTimeout as wait } from 'node:timers/promises';
import type { BudgetLedger } from '../../../lambda/app/budgets/services';
import { routeRequest } from '../../../lambda/app/route-request';
import type { Outcome } from '../../../lambda/core/receipts/outcome';
import { composeCaller, FakeBudgetServices } from '../../fakes/fake-budget-services';
import { composeDeadline, fakeRouter, knowCaller } from '../../fakes/fake-router';
import { request } from '../../fakes/request';
import { CostlyBedrock, composeQuestion } from './costly-bedrock';
import { WatchedLedger } from './watched-ledger';

export interface ClientsPlan {
  readonly clients: number;
  /** Of each client, for each of the times. */
  readonly requests: number;
  readonly limitUsd: number;
  readonly times: readonly string[];
  readonly secondsPerRequest: number;
  /** The share of calls during which the function crashes. */
  readonly crashRate: number;
  readonly seed: number;
}

export interface ClientsRun {
  readonly ledger: WatchedLedger;
  readonly services: FakeBudgetServices;
  readonly bedrock: CostlyBedrock;
  readonly outcomes: readonly Outcome[];
}

const LONGEST_LIFE_MILLIS = 840_000;

/** Full-period linear congruential generator (Numerical Recipes), so that every run draws the same numbers. */
function createSeededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Many clients of one caller at once, each with one request after another, while days go by. */
export async function runClients(start: BudgetLedger, plan: ClientsPlan): Promise<ClientsRun> {
  const random = createSeededRandom(plan.seed);
  const ledger = new WatchedLedger(start);
  const services = new FakeBudgetServices(ledger);
  ledger.now = services.now;
  const bedrock = new CostlyBedrock(random, plan.crashRate);
  const caller = composeCaller({ limitUsd: plan.limitUsd });
  const router = fakeRouter({ ...knowCaller(caller), bedrock, budgets: services });
  const outcomes: Outcome[] = [];
  let number = 0;
  const send = async () => {
    number += 1;
    const maxTokens = 1 + Math.floor(random() * 4_000);
    const body = composeQuestion(number, maxTokens);
    const requestId = `request-${number}`;
    const asked = request({ callerId: caller.id, body });
    const answer = async (outcome: Outcome) => void outcomes.push(outcome);
    const deadline = composeDeadline(new AbortController().signal);
    const crash = bedrock.crashOf(number);
    await Promise.race([
      routeRequest({ requestId, request: asked, deadline, answer }, router),
      crash,
    ]);
  };
  /** When each request under way began. */
  const underWay = new Set<{ readonly sentAt: number }>();
  const advance = () => {
    const ages = [...underWay].map(({ sentAt }) => services.now() - sentAt);
    // The clock waits for slow requests, because Lambda stops a function after 15 minutes.
    if (Math.max(0, ...ages) < LONGEST_LIFE_MILLIS) services.advance(plan.secondsPerRequest);
  };
  const runClient = async () => {
    for (let sent = 0; sent < plan.requests; sent += 1) {
      // Refused requests also take time; else the clock would run ahead of those under way.
      await wait(random() * 3);
      advance();
      const life = { sentAt: services.now() };
      underWay.add(life);
      await send();
      underWay.delete(life);
    }
  };
  for (const time of plan.times) {
    services.setDate(time);
    await Promise.all(Array.from({ length: plan.clients }, runClient));
  }
  return { ledger, services, bedrock, outcomes };
}
