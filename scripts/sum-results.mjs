// `node scripts/sum-results.mjs test=0 deploy=1`: names of steps with their exit codes. Adds up
// `dist/results/<name>.json` and prints "N passed, N failed". A step has at least one failure if it failed, wrote no
// results or ran no test. A step with a reason in `dist/results/<name>.skipped.txt` may have run no test, and the
// reason is printed. The step `check` has no tests: it counts only if it fails.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const RESULTS = join('dist', 'results');

function readCounts(name) {
  try {
    const results = JSON.parse(readFileSync(join(RESULTS, `${name}.json`), 'utf8'));
    return { passed: results.numPassedTests, failed: results.numFailedTests };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

/** Why a step ran no test; undefined if it did. */
function readSkip(name) {
  const note = join(RESULTS, `${name}.skipped.txt`);
  return existsSync(note) ? readFileSync(note, 'utf8') : undefined;
}

const steps = process.argv.slice(2).map((word) => {
  const [name, status] = word.split('=');
  const { passed, failed } = readCounts(name);
  const skip = readSkip(name);
  if (skip !== undefined) console.log(`${name} was skipped: ${skip}`);
  const isEmpty = passed === 0 && skip === undefined && name !== 'check';
  const isBroken = status !== '0' || isEmpty;
  return { passed, failed: isBroken ? Math.max(1, failed) : failed };
});
const passed = steps.reduce((sum, step) => sum + step.passed, 0);
const failed = steps.reduce((sum, step) => sum + step.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
