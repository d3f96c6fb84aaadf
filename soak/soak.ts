import { randomInt } from 'node:crypto';
import { QUIET_SDK } from '../local/compose-local-client';
import { describeProgress, describeResult } from './describe-soak';
import { readSoakFlags, SOAK_USAGE } from './read-soak-flags';
import { runSoak } from './run-soak';

const HIGHEST_SEED = 2 ** 32 - 1;
const SECONDS_BETWEEN_LINES = 10;

/** `npm run soak`: load and faults in one run; exits with 1 where an invariant is broken. */
async function main(): Promise<void> {
  Object.assign(process.env, QUIET_SDK);
  const { seconds, seed, help } = readSoakFlags(process.argv.slice(2), randomInt(1, HIGHEST_SEED));
  if (help) {
    console.log(SOAK_USAGE);
    return;
  }
  console.log(`Mixed traffic against a failing AWS for ${seconds} s; seed ${seed}.\n`);
  const startedAt = performance.now();
  let toldAt = startedAt;
  const totals = await runSoak({
    seconds,
    seed,
    onRound: (soFar) => {
      const now = performance.now();
      if (now - toldAt < SECONDS_BETWEEN_LINES * 1_000) return;
      toldAt = now;
      console.log(describeProgress(soFar, (now - startedAt) / 1_000));
    },
  });
  console.log(`\n${describeResult(totals)}`);
  if (totals.violations.length === 0) return;
  console.log(`\nTo repeat it: npm run soak -- --seconds ${seconds} --seed ${seed}`);
  process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(`soak: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 2;
});
