import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';

const SCRIPT = join(__dirname, '..', '..', 'scripts', 'sum-results.mjs');
const RESULTS = {
  green: '{"numPassedTests":5,"numFailedTests":0}',
  red: '{"numPassedTests":3,"numFailedTests":2}',
  skipped: '{"numPassedTests":0,"numFailedTests":0}',
  torn: '{"numPassedTests":5,"numFai',
};

let checkout: string;

beforeAll(() => {
  checkout = mkdtempSync(join(tmpdir(), 'results-'));
  const folder = join(checkout, 'dist', 'results');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(RESULTS)) {
    writeFileSync(join(folder, `${name}.json`), text);
  }
  writeFileSync(join(folder, 'pythonless.json'), RESULTS.skipped);
  writeFileSync(join(folder, 'pythonless.skipped.txt'), 'there is no python3');
  return () => rmSync(checkout, { recursive: true });
});

it.each([
  [['green=0'], '5 passed, 0 failed'],
  [['green=0', 'red=1'], '8 passed, 2 failed'],
  [['green=0', 'green=0'], '10 passed, 0 failed'],
  [['green=1'], '5 passed, 1 failed'],
  [['green=0', 'skipped=0'], '5 passed, 1 failed'],
  [['green=0', 'torn=0'], '5 passed, 1 failed'],
  [['green=0', 'missing=0'], '5 passed, 1 failed'],
  [['missing=1', 'red=1'], '3 passed, 3 failed'],
  [['green=0', 'check=0'], '5 passed, 0 failed'],
  [['green=0', 'check=1'], '5 passed, 1 failed'],
])('adds up %j as %s', (steps, line) => {
  expect(sum(steps)).toBe(`${line}\n`);
});

it.each([
  [['green=0', 'pythonless=0'], '5 passed, 0 failed'],
  [['green=0', 'pythonless=1'], '5 passed, 1 failed'],
])('names the step of %j with a reason for running no test', (steps, line) => {
  expect(sum(steps)).toBe(`pythonless was skipped: there is no python3\n${line}\n`);
});

function sum(steps: readonly string[]): string {
  return execFileSync(process.execPath, [SCRIPT, ...steps], { cwd: checkout, encoding: 'utf8' });
}
