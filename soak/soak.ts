import { randomInt } from 'node:crypto';
import { runProgram } from '../cli/run-program';
import { QUIET_SDK } from '../local/compose-local-client';
import { createSoakCommand, HIGHEST_SEED, type JobsSoakFlags, type SoakFlags } from './command';
import { describeProgress, describeResult } from './describe';
import { describeJobs } from './jobs/describe';
import { runJobsSoak } from './jobs/run';
import { runSoak } from './run';

const SECONDS_BETWEEN_LINES = 10;
const VIOLATED = 1;
const FAILED = 2;

/** `npm run soak`: exits with 1 if an invariant is violated, and with 2 if the soak cannot run. */
async function soak({ seconds, seed = randomInt(1, HIGHEST_SEED) }: SoakFlags): Promise<void> {
  Object.assign(process.env, QUIET_SDK);
  console.log(`Mixed traffic against a failing AWS for ${seconds} s; seed ${seed}.\n`);
  const startedAt = performance.now();
  let printedAt = startedAt;
  const totals = await runSoak({
    seconds,
    seed,
    onRound: (soFar) => {
      const now = performance.now();
      if (now - printedAt < SECONDS_BETWEEN_LINES * 1_000) return;
      printedAt = now;
      console.log(describeProgress(soFar, (now - startedAt) / 1_000));
    },
  });
  console.log(`\n${describeResult(totals)}`);
  if (totals.violations.length === 0) return;
  console.log(`\nTo repeat it: npm run soak -- --seconds ${seconds} --seed ${seed}`);
  process.exitCode = VIOLATED;
}

/** `npm run soak -- jobs`: with the same exit codes. */
async function soakJobs(flags: JobsSoakFlags): Promise<void> {
  const { count, pauseScale, seed = randomInt(1, HIGHEST_SEED) } = flags;
  Object.assign(process.env, QUIET_SDK);
  console.log(`${count} jobs in a bad hour while workers crash; seed ${seed}.\n`);
  const startedAt = performance.now();
  let printedAt = startedAt;
  const totals = await runJobsSoak({
    jobs: count,
    seed,
    pauseScale,
    onProgress: (ended) => {
      const now = performance.now();
      if (now - printedAt < SECONDS_BETWEEN_LINES * 1_000) return;
      printedAt = now;
      console.log(
        `${String(Math.round((now - startedAt) / 1_000)).padStart(5)} s  ${ended} jobs ended`,
      );
    },
  });
  console.log(`\n${describeJobs(totals)}`);
  if (totals.violations.length === 0) return;
  console.log(`\nTo repeat it: npm run soak -- jobs --count ${count} --seed ${seed}`);
  process.exitCode = VIOLATED;
}

runProgram(createSoakCommand({ soak, soakJobs }), process.argv.slice(2)).then((code) => {
  if (code !== 0) process.exitCode = FAILED;
});
