import type { Command } from 'commander';
import { runProgram } from '../../cli/run-program';

/** Runs a command in this process. */
export async function runCaptured(command: Command, words: readonly string[]) {
  let stdout = '';
  let stderr = '';
  command.configureOutput({
    writeOut: (text) => {
      stdout += text;
    },
    writeErr: (text) => {
      stderr += text;
    },
  });
  const code = await runProgram(command, words);
  return { code, stdout, stderr };
}
