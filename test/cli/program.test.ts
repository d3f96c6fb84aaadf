import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { createProgram } from '../../cli/program';
import { version } from '../../package.json';
import { runCaptured } from './run-captured';

const listAll = (command: Command): readonly Command[] => [
  command,
  ...command.commands.flatMap(listAll),
];

it('has help in 80 columns for every command', () => {
  const long = listAll(createProgram()).flatMap((command) =>
    command
      .helpInformation()
      .split('\n')
      .filter((line) => line.length > 80)
      .map((line) => `${command.name()}: ${line}`),
  );
  expect(long).toEqual([]);
});

it.each([
  [['--version'], { code: 0, stdout: `${version}\n`, stderr: '' }],
  [
    ['tier'],
    { code: 2, stdout: '', stderr: "tier-router: unknown command 'tier'\n(Did you mean tiers?)\n" },
  ],
  [['set'], { code: 2, stdout: '', stderr: "set: missing required argument 'operation'\n" }],
  [
    ['tiers', 'extraction'],
    {
      code: 2,
      stdout: '',
      stderr: "tiers: too many arguments for 'tiers'. Expected 0 arguments but got 1.\n",
    },
  ],
])('answers %j', async (words, answer) => {
  expect(await runCaptured(createProgram(), words)).toEqual(answer);
});

it('shows its help without a command', async () => {
  const { code, stderr } = await runCaptured(createProgram(), []);
  expect([code, stderr.split('\n')[0]]).toEqual([2, 'Usage: tier-router [options] [command]']);
});
