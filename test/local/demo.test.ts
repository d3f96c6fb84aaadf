import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { findPage } from '../docs/pages';

function runDemo(words: readonly string[] = []) {
  return promisify(execFile)(process.execPath, ['--import', 'tsx', 'local/demo.ts', ...words], {
    cwd: join(__dirname, '..', '..'),
  });
}

it('sends documents through a pipeline, runs a job, and changes a tier while the router runs', async () => {
  const { stdout } = await runDemo();
  expect(stdout).toMatch(
    /^invoice, estimated cost 0\.\d{6} USD\n {2}classification us\.amazon\.nova-2-lite-v1:0 priority {2}priority +\d+ ms \d+\+\d+$/m,
  );
  expect(stdout).toMatch(/^ {2}extraction {5}us\.amazon\.nova-2-lite-v1:0 flex {6}flex /m);
  expect(stdout).toMatch(
    /^ {2}0:\d\d:\d\d {2}attempt \d+: 503\n {2}1:\d\d:\d\d {2}attempt \d+: 200\nSUCCEEDED after 1:\d\d:\d\d and \d+ attempts\. It cost 0\.\d{6} USD,\n0\.\d{6} USD less than on the default tier\.$/m,
  );
  const change =
    'PutParameter …/overrides/operations/extraction\n  us.amazon.nova-2-lite-v1:0:priority\n' +
    'Version override-1 took effect without a restart.\n';
  expect(stdout).toContain(change);
  expect(findPage('docs/local.md').text).toContain(change);
  expect(stdout).toMatch(/^ {2}extraction us\.amazon\.nova-2-lite-v1:0 priority {2}priority /m);
  expect(stdout.split('\n').filter(({ length }) => length > 80)).toEqual([]);
});

it('shows help', async () => {
  expect((await runDemo(['--help'])).stdout).toMatch(/^Usage: npm run demo/);
});

it('refuses arguments', async () => {
  await expect(runDemo(['--colour'])).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: "error: unknown option '--colour'\n",
  });
});

it('ends without an error when nobody reads its output', async () => {
  const running = runDemo();
  running.child.stdout?.destroy();
  expect((await running).stderr).toBe('');
});
