import { writePolicy } from '../local/write-parameters';
import { endSoak, readHeld } from './end-soak';
import { planTrouble } from './plan-trouble';
import { SeededRandom } from './seeded-random';
import { chooseSender, composePolicy, SOAK_CALLERS } from './soak-callers';
import { SoakLedger } from './soak-ledger';
import { listFirstLimits, raiseLimits, type SoakLimits } from './soak-limits';
import { SoakLog } from './soak-log';
import { composeSoakRequest } from './soak-request';
import { runRound, type Soak } from './soak-round';
import { SoakTotals } from './soak-totals';
import { startSoakRouter } from './start-soak-router';

export interface SoakOptions {
  readonly seconds: number;
  readonly seed: number;
  /** Told after every round. */
  readonly onRound?: (totals: SoakTotals) => void;
}

const REQUESTS_A_ROUND = 100;
/** Of these the caches of the function are filled. */
const WARMING_ROUNDS = 2;
const ROUNDS_BETWEEN_RAISES = 3;

/** Requests and failures in rounds until the time is over; after each round every request is accounted for. */
export async function runSoak({ seconds, seed, onRound }: SoakOptions): Promise<SoakTotals> {
  const log = new SoakLog();
  const router = await startSoakRouter(log, seed);
  const ledger = new SoakLedger(router.aws);
  try {
    // By the second time its first readings are over.
    await readHeld(log);
    const totals = new SoakTotals(await readHeld(log));
    const soak = { router, log, ledger, totals };
    let limits = listFirstLimits();
    const endsAt = performance.now() + seconds * 1_000;
    while (performance.now() < endsAt && !totals.isStuck) {
      if (totals.rounds % ROUNDS_BETWEEN_RAISES === 0) limits = raiseLimits(limits, ledger.rows);
      await runTroubledRound(soak, limits, seed);
      if (totals.rounds === WARMING_ROUNDS) totals.warm = await readHeld(log);
      onRound?.(totals);
    }
    await endSoak(soak, limits);
    return totals;
  } finally {
    ledger.close();
    await router.close();
  }
}

async function runTroubledRound(soak: Soak, limits: SoakLimits, seed: number): Promise<void> {
  const { rounds, requests } = soak.totals;
  const { aws } = soak.router;
  // Each round by a seed of its own, so that the timing of one does not change the next.
  const random = new SeededRandom(seed + rounds);
  planTrouble(aws, random);
  for (const caller of SOAK_CALLERS) {
    writePolicy(
      aws.parameterStore.parameters,
      caller.id,
      composePolicy(caller, limits.get(caller.id)),
    );
  }
  const mix = Array.from({ length: REQUESTS_A_ROUND }, (_, index) =>
    composeSoakRequest(requests + 1 + index, chooseSender(random), random),
  );
  await runRound(soak, mix, limits);
}
