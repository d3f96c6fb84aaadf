import { expect, it } from 'vitest';
import { createSoakCommand, type JobsSoakFlags, type SoakFlags } from '../../soak/command';
import { runCaptured } from '../cli/run-captured';

async function run(words: readonly string[]) {
  const flags: (SoakFlags | JobsSoakFlags)[] = [];
  const note = async (read: SoakFlags | JobsSoakFlags) => void flags.push(read);
  const command = createSoakCommand({ soak: note, soakJobs: note });
  return { flags, ...(await runCaptured(command, words)) };
}

it.each([
  [[], { seconds: 300 }],
  [['--minutes', '2'], { seconds: 120 }],
  [['--seconds', '7'], { seconds: 7 }],
  [['--minutes', '2', '--seconds', '7'], { seconds: 7 }],
  [['--seed', '4294967295'], { seconds: 300, seed: 4_294_967_295 }],
  [['jobs'], { count: 1_000, pauseScale: 0.001 }],
  [
    ['jobs', '--count', '7', '--pause-scale', '0', '--seed', '3'],
    { count: 7, pauseScale: 0, seed: 3 },
  ],
])('reads %j', async (words, flags) => {
  expect(await run(words)).toEqual({ code: 0, flags: [flags], stdout: '', stderr: '' });
});

it.each([
  [['--minutes', '0'], "'--minutes <n>' argument '0'", 1_440],
  [['--seconds', '1.5'], "'--seconds <n>' argument '1.5'", 86_400],
  [['--seed', '4294967296'], "'--seed <n>' argument '4294967296'", 4_294_967_295],
])('refuses %j with the value and the values allowed', async (words, named, highest) => {
  const allowed = `It may be a whole number from 1 to ${highest}.`;
  const stderr = `soak: option ${named} is invalid. ${allowed}\n`;
  expect(await run(words)).toEqual({ code: 2, flags: [], stdout: '', stderr });
});

it('refuses an unknown flag', async () => {
  const stderr = "soak: unknown option '--colour'\n";
  expect(await run(['--colour'])).toEqual({ code: 2, flags: [], stdout: '', stderr });
});

it('shows its flags', async () => {
  const { code, flags, stdout } = await run(['--help']);
  expect([code, flags]).toEqual([0, []]);
  expect(stdout).toMatch(/^Usage: npm run soak -- \[jobs\] \[options\]\n/);
});
