/** Profiles the handler's CPU time in one case: `npm run bench:profile -- '--case=500 KB'`. */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';
import { Option } from 'commander';
import { createCommand, runProgram } from '../cli/run-program';
import { formatTable } from '../local/terminal/format-table';
import { CASES } from './cases';
import { CASE_NAMES } from './command';
import { composeBenchEnvironment } from './contenders/function-environment';
import { callHandler } from './drive/call-handler';
import { runWindow } from './drive/run-window';
import { bundleReadable } from './profile/bundle-readable';
import { type CpuProfile, sumSelfTimes } from './profile/sum-self-times';
import { Upstream } from './upstream/upstream';

const WARM_UP = { concurrency: 4, millis: 3_000 };
const PROFILED = { concurrency: 1, millis: 4_000 };
const SAMPLING_MICROS = 200;
const LARGEST = 25;

async function profileCase(caseName: string): Promise<void> {
  const benchCase = CASES.find(({ name }) => name === caseName);
  if (benchCase === undefined) throw new Error(`there is no case "${caseName}"`);
  const bundle = await bundleReadable();
  const upstream = await Upstream.start();
  Object.assign(process.env, composeBenchEnvironment(upstream.url));
  await upstream.pace(benchCase.pace);
  const print = keepLogOut();
  const call = callHandler(benchCase, bundle);
  await runWindow(call, WARM_UP);
  const { calls, profile } = await profileCalls(() => runWindow(call, PROFILED));
  const file = join('dist', 'handler.cpuprofile');
  writeFileSync(file, JSON.stringify(profile));
  print(`${benchCase.name}, ${calls} calls; all of it in ${file}\n${describe(profile, calls)}\n`);
  await upstream.stop();
  process.exit();
}

/** Discards the function's log. The returned function still prints. */
function keepLogOut(): (text: string) => void {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = () => true;
  return (text) => void write(text);
}

async function profileCalls(run: () => Promise<{ readonly calls: number }>) {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: SAMPLING_MICROS });
  await session.post('Profiler.start');
  const { calls } = await run();
  const { profile } = await session.post('Profiler.stop');
  return { calls, profile };
}

function describe(profile: CpuProfile, calls: number): string {
  const rows = sumSelfTimes(profile)
    .slice(0, LARGEST)
    .map(({ place, micros }) => [(micros / calls).toFixed(1).padStart(7), place]);
  return formatTable([['µs/call', 'self time'], ...rows]);
}

const command = createCommand('bench:profile')
  .addOption(new Option('--case <name>').choices(CASE_NAMES).default('1 KB'))
  .configureHelp({ commandUsage: () => 'npm run bench:profile -- [options]' })
  .action((options) => profileCase(options.case));

runProgram(command, process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
