import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(__dirname, '..', '..');

/** Runs what the script `soak` runs. */
function runSoak(
  words: readonly string[],
): Promise<{ code: number; stdout: string; stderr: string }> {
  const options = { cwd: ROOT, env: { PATH: process.env['PATH'] } };
  return new Promise((resolve) => {
    const parameters = ['--import', 'tsx', 'soak/soak.ts', ...words];
    const child = execFile(process.execPath, parameters, options, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

/** The first round of this seed has all endings: on a busy machine it is the only one. */
const SEED = '8';

it('ends a short soak with every request accounted for', async () => {
  const { code, stdout, stderr } = await runSoak(['--seconds', '6', '--seed', SEED]);
  expect(stderr).toBe('');
  expect(stdout).toContain('Every request had exactly one outcome, and all sums agree.');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Mixed traffic against a failing AWS for 6 s; seed 8\.$/m);
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  expect(stdout).toMatch(/^[1-9]\d* writes arrived at the ledger, and \d+ of them failed\.$/m);
  expect(stdout).toMatch(/^Budgets refused [1-9]\d* requests and demoted \d+\.$/m);
  for (const ending of ['200', '400', '401', '403', '404', 'left']) {
    expect(stdout).toMatch(new RegExp(`^${ending} +[1-9]`, 'm'));
  }
});

it('ends a soak of jobs with every job accounted for', async () => {
  const { code, stdout, stderr } = await runSoak(['jobs', '--count', '40', '--seed', '4711']);
  expect(stderr).toBe('');
  expect(stdout).toContain('Every job has one final answer, and all sums agree.');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^40 jobs in a bad hour while workers crash; seed 4711\.$/m);
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  expect(stdout).toMatch(/^SUCCEEDED +[1-9]\d$/m);
  expect(stdout).toMatch(
    /^40 jobs were submitted [4-9]\d times, and made \d+ calls of Bedrock\.$/m,
  );
  expect(stdout).toMatch(
    /^Workers were killed [1-9]\d times, and \d+ calls of the ledger failed\.$/m,
  );
});

it('exits with 2 if a flag is wrong', async () => {
  expect(await runSoak(['--seconds', 'soon'])).toMatchObject({ code: 2, stdout: '' });
});
