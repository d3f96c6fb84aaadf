import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(__dirname, '..', '..');

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs what the script `soak` runs. */
function runSoak(words: readonly string[]): Promise<Ended> {
  const options = { cwd: ROOT, env: { PATH: process.env['PATH'] } };
  return new Promise((resolve) => {
    const parameters = ['--import', 'tsx', 'soak/soak.ts', ...words];
    const child = execFile(process.execPath, parameters, options, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

describe('a short soak', () => {
  it('ends with every request accounted for', async () => {
    const { code, stdout, stderr } = await runSoak(['--seconds', '6', '--seed', '4711']);
    expect(stderr).toBe('');
    expect(stdout).toContain('Every request had exactly one outcome, and all sums agree.');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Mixed traffic against a failing AWS for 6 s; seed 4711\.$/m);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(stdout).toMatch(/^[1-9]\d* writes reached the ledger, and \d+ of them met trouble\.$/m);
    expect(stdout).toMatch(/^For want of money [1-9]\d* requests were refused and \d+ demoted\.$/m);
    for (const ending of ['200', '400', '401', '403', '404', 'left']) {
      expect(stdout).toMatch(new RegExp(`^${ending} +[1-9]`, 'm'));
    }
  }, 60_000);

  it('tells its flags', async () => {
    const { code, stdout } = await runSoak(['--help']);
    expect([code, stdout.split('\n')[0]]).toEqual([0, 'Usage: npm run soak -- [flags]']);
  });

  it('refuses a flag in one line', async () => {
    const { code, stderr } = await runSoak(['--seconds', 'soon']);
    expect(code).toBe(2);
    expect(stderr).toBe('soak: --seconds is "soon"; it may be a whole number from 1 to 86400\n');
  });
});
