/**
 * Compares the router with bare HTTP, the AWS SDK and Portkey's gateway in one run. Only ratios hold on other machines.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { runProgram } from '../cli/run-program';
import { FUNCTION_BUNDLE } from '../local/lambda/start-function';
import { CASES } from './cases';
import { timeLoad } from './cold-start/time-start';
import { type BenchFlags, createBenchCommand } from './command';
import type { Contender } from './contenders/contender';
import { CONTENDERS } from './contenders/contenders';
import { isPortkeyInstalled } from './contenders/start-portkey';
import { computeFigures, type Figures } from './report/figures';
import { formatGoals, formatOwnCode } from './report/format-goals';
import { readGoals } from './report/goals';
import { measureSpread } from './report/spread';
import { formatCase, formatMemory, formatPeaks } from './report/tables';
import { type Comparison, compareContenders } from './sections/compare-contenders';
import { measureMemory } from './sections/measure-memory';
import { measureOwnCode } from './sections/measure-own-code';
import { Upstream } from './upstream/upstream';

async function measure(flags: BenchFlags): Promise<void> {
  console.log(describeRun(flags));
  const upstream = await Upstream.start();
  try {
    await measureAll(flags, upstream);
  } finally {
    await upstream.stop();
  }
}

function describeRun({ pace }: BenchFlags): string {
  const { rounds, windowMillis } = pace;
  return [
    `Node.js ${process.version}, ${process.platform} ${process.arch}; ${rounds} rounds of ${windowMillis} ms.`,
    'Median ± half of the distance between the quartiles; + is beyond bare HTTP.',
    'CPU is that of the process that calls Bedrock, for one call.',
  ].join('\n');
}

async function measureAll(flags: BenchFlags, upstream: Upstream): Promise<void> {
  const { figures, peakRss } = await compareAll(flags, upstream);
  console.log(`\n${formatPeaks(peakRss)}`);
  const textCases = CASES.filter(({ isStream }) => !isStream).map(({ name }) => name);
  const ownCode = await measureOwnCode(
    textCases.filter((name) => flags.caseNames.includes(name)),
    flags.ownCodeMillis,
  );
  console.log(`\n${formatOwnCode(ownCode)}`);
  const memory =
    flags.memoryMarks.length === 0 ? [] : await measureMemory(upstream, flags.memoryMarks);
  if (memory.length > 0) console.log(`\n${formatMemory(memory)}`);
  const loads = Array.from({ length: flags.loads }, () => timeLoad(FUNCTION_BUNDLE));
  const importMillis = measureSpread(loads).median;
  const goals = readGoals({ figures, ownCode, memory, importMillis });
  console.log(`\n${formatGoals(goals)}`);
  mkdirSync(dirname(flags.out), { recursive: true });
  const node = process.version;
  const report = { node, pace: flags.pace, figures, peakRss, ownCode, memory, importMillis, goals };
  writeFileSync(flags.out, JSON.stringify(report, null, 2));
}

async function compareAll(
  flags: BenchFlags,
  upstream: Upstream,
): Promise<Pick<Comparison, 'peakRss'> & { readonly figures: readonly Figures[] }> {
  const contenders = chooseContenders(flags);
  const figures: Figures[] = [];
  const peakRss: Comparison['peakRss'][number][] = [];
  for (const benchCase of CASES.filter(({ name }) => flags.caseNames.includes(name))) {
    const comparison = await compareContenders(benchCase, contenders, {
      upstream,
      pace: flags.pace,
    });
    const ofCase = computeFigures(comparison);
    console.log(`\n${formatCase(benchCase, ofCase)}`);
    figures.push(...ofCase);
    peakRss.push(...comparison.peakRss);
  }
  return { figures, peakRss };
}

/** Leaves Portkey out if it is not installed: it is a dependency of the benchmark alone. */
function chooseContenders({ contenderNames }: BenchFlags): readonly Contender[] {
  const chosen = CONTENDERS.filter(({ name }) => contenderNames.includes(name));
  if (isPortkeyInstalled()) return chosen;
  console.log('Portkey is not installed and left out: npm ci --prefix bench');
  return chosen.filter(({ name }) => name !== 'Portkey');
}

runProgram(createBenchCommand(measure), process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
