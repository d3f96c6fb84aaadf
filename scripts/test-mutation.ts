import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { computePercentage, type MutationReport, scoreMutants } from './mutation-score';
import { fetchStryker } from './tools/fetch-stryker';

const ROOT = join(__dirname, '..');
const CONFIGURATION = join(ROOT, 'dist', 'stryker.config.json');
const REPORT = 'dist/results/mutation.json';

/** Percentage of mutants that tests must detect in each folder. */
const THRESHOLDS = { 'lambda/core/': 95.69, 'lambda/app/': 89.12 };

/**
 * `npm run test:mutation` mutates `lambda/core` and `lambda/app`, prints the share of mutants that their tests detect
 * and fails if it is too low. `npm run test:mutation -- lambda/core/ids` mutates one folder or file; there is no
 * threshold then.
 */
async function main(): Promise<void> {
  const paths = process.argv.slice(2);
  const hasPaths = paths.length > 0;
  await runStryker(hasPaths ? paths : Object.keys(THRESHOLDS));
  const report: MutationReport = JSON.parse(readFileSync(join(ROOT, REPORT), 'utf8'));
  for (const path of paths) printScore(report, path);
  if (hasPaths) return;
  for (const [folder, threshold] of Object.entries(THRESHOLDS)) {
    if (printScore(report, folder) >= threshold) continue;
    console.error(`test:mutation: ${folder} must reach ${threshold} %`);
    process.exitCode = 1;
  }
}

async function runStryker(paths: readonly string[]): Promise<void> {
  const program = await fetchStryker();
  mkdirSync(join(ROOT, 'dist', 'results'), { recursive: true });
  writeFileSync(CONFIGURATION, JSON.stringify(composeConfiguration(paths)));
  const child = spawn(process.execPath, [program, 'run', CONFIGURATION], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`Stryker ended with ${code}`);
}

function composeConfiguration(paths: readonly string[]) {
  return {
    mutate: paths.map((path) => (path.endsWith('.ts') ? path : join(path, '**', '*.ts'))),
    testRunner: 'vitest',
    vitest: { configFile: 'vitest.mutation.config.mts' },
    coverageAnalysis: 'perTest',
    // Stryker would rewrite it with the API of an older TypeScript.
    tsconfigFile: 'none.json',
    ignorePatterns: ['dist', 'docs', 'cdk.out', 'bench/node_modules'],
    tempDirName: 'dist/stryker',
    concurrency: 2,
    // What runs when a module loads takes all tests for each mutant: hours.
    ignoreStatic: true,
    reporters: ['clear-text', 'json'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
    jsonReporter: { fileName: REPORT },
    disableTypeChecks: false,
  };
}

function printScore(report: MutationReport, path: string): number {
  const score = scoreMutants(report, path);
  if (score.valid === 0) throw new Error(`there is nothing to mutate in ${path}`);
  const percentage = computePercentage(score);
  console.log(`${path}: ${percentage} % (${score.detected} of ${score.valid} mutants detected)`);
  return percentage;
}

main().catch((error: unknown) => {
  console.error(`test:mutation: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
});
