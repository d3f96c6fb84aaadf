import { writePolicy } from '../local/write-parameters';
import { endSoak, readHeld } from './end';
import { planBedrockFaults } from './faults/bedrock';
import { planLedgerFaults } from './faults/ledger';
import { planParameterStoreFaults } from './faults/parameter-store';
import { SoakAccounts } from './ledger/accounts';
import { listFirstLimits, raiseLimits, type SoakLimits } from './ledger/limits';
import { SoakLog } from './log';
import { checkPeak } from './peak';
import { runRound, type Soak } from './round';
import { SeededRandom } from './seeded-random';
import { startSoakRouter } from './start-router';
import { SoakTotals } from './totals';
import { chooseSender, composePolicy, SOAK_CALLERS } from './traffic/callers';
import { composeSoakRequest } from './traffic/compose-request';

export interface SoakOptions {
  readonly seconds: number;
  readonly seed: number;
  /** Called after every round. */
  readonly onRound?: (totals: SoakTotals) => void;
}

const REQUESTS_A_ROUND = 100;
/** The caches of the function are full after these. */
const WARMING_ROUNDS = 2;
const ROUNDS_BETWEEN_RAISES = 3;

/** Sends requests and plans faults in rounds for the given time, and accounts for every request after each round. */
export async function runSoak({ seconds, seed, onRound }: SoakOptions): Promise<SoakTotals> {
  const log = new SoakLog();
  const router = await startSoakRouter(log, seed);
  const accounts = new SoakAccounts(router.aws);
  try {
    // The function's first readings are over by the second report.
    await readHeld(log);
    const totals = new SoakTotals(await readHeld(log));
    const soak = { router, log, accounts, totals };
    let limits = listFirstLimits();
    const endsAt = performance.now() + seconds * 1_000;
    while (performance.now() < endsAt && !totals.isStuck) {
      if (totals.rounds % ROUNDS_BETWEEN_RAISES === 0) limits = raiseLimits(limits, accounts.rows);
      await runFaultyRound(soak, limits, seed);
      if (totals.rounds === WARMING_ROUNDS) totals.warm = await readHeld(log);
      onRound?.(totals);
    }
    await endSoak(soak, limits, seconds);
    totals.violations.push(...(await checkPeak()));
    return totals;
  } finally {
    accounts.close();
    await router.close();
  }
}

async function runFaultyRound(soak: Soak, limits: SoakLimits, seed: number): Promise<void> {
  const { rounds, requests } = soak.totals;
  const { aws } = soak.router;
  // Each round has a seed of its own, so that the timing of one does not change the next.
  const random = new SeededRandom(seed + rounds);
  planBedrockFaults(aws, random);
  planParameterStoreFaults(aws, random);
  planLedgerFaults(aws, random);
  for (const caller of SOAK_CALLERS) {
    const policy = composePolicy(caller, limits.get(caller.id));
    writePolicy(aws.parameterStore.parameters, caller.id, policy);
  }
  const mix = Array.from({ length: REQUESTS_A_ROUND }, (_, index) =>
    composeSoakRequest(requests + 1 + index, chooseSender(random), random),
  );
  await runRound(soak, mix, limits);
}
