/** Measures a cold start: its parts in fresh processes, the time of each import, and the contents of the bundle. */
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FUNCTION_BUNDLE } from '../local/lambda/start-function';
import { formatTable } from '../local/terminal/format-table';
import { sumByPackage } from './cold-start/sum-by-package';
import { timeImports } from './cold-start/time-imports';
import { formatStarts } from './report/format-starts';
import { formatSpread } from './report/spread';
import { measureStarts } from './sections/measure-starts';
import { Upstream } from './upstream/upstream';

const ROUNDS = 15;
const LARGEST_PACKAGES = 12;

async function main(): Promise<void> {
  console.log(`Node.js ${process.version}, ${process.arch}; ${ROUNDS} fresh processes each`);
  console.log(`\n${await describeStarts()}`);
  const imports = (await timeImports(ROUNDS)).map(({ name, kilobytes: size, millis }) => [
    name,
    size.toFixed(0),
    formatSpread(millis, 1),
  ]);
  console.log(
    `\nImports, each beside those above it\n${formatTable([['', 'KB', 'ms'], ...imports])}`,
  );
  const packages = sumByPackage()
    .slice(0, LARGEST_PACKAGES)
    .map(([name, bytes]) => [name, (bytes / 1024).toFixed(1)]);
  const whole = describeSize(FUNCTION_BUNDLE);
  console.log(`\nIn the bundle, ${whole} KB\n${formatTable([['', 'KB'], ...packages])}`);
  const budgetClients = describeSize(join(dirname(FUNCTION_BUNDLE), 'budget-clients.js'));
  console.log(`\nBeside it, for callers with budgets: budget-clients.js, ${budgetClients} KB`);
}

function describeSize(file: string): string {
  return (statSync(file).size / 1024).toFixed(0);
}

async function describeStarts(): Promise<string> {
  const upstream = await Upstream.start();
  try {
    return formatStarts(await measureStarts(upstream, { processes: ROUNDS, baseline: undefined }));
  } finally {
    await upstream.stop();
  }
}

main();
