import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { createProgram } from '../../../cli/program';
import { runCaptured } from '../run-captured';

const run = (...words: string[]) => runCaptured(createProgram(), words);

/** Completes the last word as bash does. */
async function complete(...words: string[]): Promise<readonly string[]> {
  const { stdout: script } = await run('completion', 'bash');
  const array = words.map((word) => `'${word}'`).join(' ');
  const ask = `COMP_WORDS=(${array}); COMP_CWORD=${words.length - 1}; _tier_router; echo "\${COMPREPLY[@]}"`;
  const { stdout } = await promisify(execFile)('bash', ['-c', `${script}\n${ask}`]);
  return stdout.trim().split(' ');
}

it.each([
  [['tier-router', 'ti'], ['tiers']],
  [['tier-router', 'set', '--d'], ['--dry-run']],
  [['tier-router', 'settings', 'ch'], ['check']],
  [['tier-router', 'report', '--c'], ['--compare']],
  [['bedrock-tier-router', 'models', '--pro'], ['--profile']],
])('completes %j in bash', async (words, completions) => {
  expect(await complete(...words)).toEqual(completions);
});

it.each([
  ['zsh', '      tiers) choices="--stack --prefix --region --profile --json --help" ;;\n'],
  [
    'fish',
    "complete -c tier-router -n '__fish_seen_subcommand_from tiers' -a '--stack --prefix --region --profile --json --help'\n",
  ],
])('writes a script for %s', async (shell, line) => {
  const { code, stdout } = await run('completion', shell);
  expect(code).toBe(0);
  expect(stdout).toContain(line);
});

it('refuses another shell', async () => {
  const stderr =
    "completion: command-argument value 'csh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish.\n";
  expect(await run('completion', 'csh')).toEqual({ code: 2, stdout: '', stderr });
});
