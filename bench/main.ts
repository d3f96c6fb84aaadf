/**
 * Compares the router with other ways to call Bedrock in one run. Only ratios hold on other machines.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { runProgram } from '../cli/run-program';
import { CASES } from './cases';
import { type BenchFlags, createBenchCommand, type Section } from './command';
import type { Contender } from './contenders/contender';
import { CONTENDERS } from './contenders/contenders';
import { computeFigures, type Figures } from './report/figures';
import { formatGoals, formatOwnCode } from './report/format-goals';
import { formatRatios } from './report/format-ratios';
import { formatStarts } from './report/format-starts';
import { readGoals } from './report/goals';
import { formatCase, formatGrowth, formatMemory, formatPeaks } from './report/tables';
import { type Comparison, compareContenders } from './sections/compare-contenders';
import { measureGrowth } from './sections/measure-growth';
import { measureMemory } from './sections/measure-memory';
import { measureOwnCode } from './sections/measure-own-code';
import { measureStarts } from './sections/measure-starts';
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
  const run = async <Result>(section: Section, work: () => Promise<Result>) =>
    flags.sections.includes(section) ? await work() : undefined;
  const calls = await run('calls', () => compareAll(flags, upstream));
  const ownCode = await run('own code', () => measureOwn(flags));
  const memory = await run('memory', () => measureMemory(upstream, flags.memoryMarks));
  if (memory !== undefined) console.log(`\n${formatMemory(memory)}`);
  const starts = await run('starts', () => measureStarts(upstream, flags));
  if (starts !== undefined) console.log(`\n${formatStarts(starts)}`);
  const growth = await run('growth', () => measureGrowth(upstream, flags));
  if (growth !== undefined) console.log(`\n${formatGrowth(growth)}`);
  const { figures = [], peakRss = [] } = calls ?? {};
  const goals = readGoals({ figures, ownCode, memory, starts });
  console.log(`\n${formatGoals(goals)}`);
  mkdirSync(dirname(flags.out), { recursive: true });
  const node = process.version;
  const report = { node, pace: flags.pace, figures, peakRss, ownCode, memory, starts, growth };
  writeFileSync(flags.out, JSON.stringify({ ...report, goals }, null, 2));
}

async function measureOwn({ caseNames, ownCodeMillis }: BenchFlags) {
  const texts = CASES.filter(({ name, isStream }) => !isStream && caseNames.includes(name));
  const ownCode = await measureOwnCode(
    texts.map(({ name }) => name),
    ownCodeMillis,
  );
  console.log(`\n${formatOwnCode(ownCode)}`);
  return ownCode;
}

async function compareAll(
  flags: BenchFlags,
  upstream: Upstream,
): Promise<Pick<Comparison, 'peakRss'> & { readonly figures: readonly Figures[] }> {
  const contenders = await choosePresent(flags);
  const figures: Figures[] = [];
  const peakRss: Comparison['peakRss'][number][] = [];
  for (const benchCase of CASES.filter(({ name }) => flags.caseNames.includes(name))) {
    const { pace } = flags;
    const comparison = await compareContenders(benchCase, contenders, { upstream, pace });
    const ofCase = computeFigures(comparison);
    console.log(`\n${formatCase(benchCase, ofCase)}`);
    figures.push(...ofCase);
    peakRss.push(...comparison.peakRss);
  }
  console.log(`\n${formatRatios(figures)}`);
  console.log(`\n${formatPeaks(peakRss)}`);
  return { figures, peakRss };
}

/** Leaves out what cannot be installed here, and says why. */
async function choosePresent({ contenderNames }: BenchFlags): Promise<readonly Contender[]> {
  const present: Contender[] = [];
  for (const contender of CONTENDERS.filter(({ name }) => contenderNames.includes(name))) {
    const absence = await contender.findAbsence?.();
    if (absence === undefined) present.push(contender);
    else console.log(`${contender.name} is left out: ${absence}`);
  }
  return present;
}

runProgram(createBenchCommand(measure), process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
