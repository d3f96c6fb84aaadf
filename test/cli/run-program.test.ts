import { expect, it } from 'vitest';
import { createCommand } from '../../cli/run-program';
import { runCaptured } from './run-captured';

const createFailing = (name: string) =>
  createCommand(name).action(() => {
    throw new Error('the log group does not exist');
  });

it.each([
  ['ends well', [], { code: 0, stdout: '', stderr: '' }],
  [
    'has a wrong option',
    ['--colour'],
    { code: 2, stdout: '', stderr: "report: unknown option '--colour'\n" },
  ],
])('runs a command that %s', async (_how, words, expected) => {
  const command = createCommand('report').action(() => {});
  expect(await runCaptured(command, words)).toEqual(expected);
});

it('runs a command that fails', async () => {
  const stderr = 'report: the log group does not exist\n';
  const expected = { code: 1, stdout: '', stderr };
  expect(await runCaptured(createFailing('report'), [])).toEqual(expected);
});

it('names the command of a program that fails', async () => {
  const program = createCommand('tier-router').addCommand(createFailing('report'));
  expect(await runCaptured(program, ['report'])).toMatchObject({
    code: 1,
    stderr: 'report: the log group does not exist\n',
  });
});

it('shows help as a success', async () => {
  const { code, stdout } = await runCaptured(createCommand('report'), ['--help']);
  expect([code, stdout.split('\n')[0]]).toEqual([0, 'Usage: report [options]']);
});
