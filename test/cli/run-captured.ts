import type { Command, OutputConfiguration } from 'commander';
import { runProgram } from '../../cli/run-program';

/** Runs a command in this process. */
export async function runCaptured(command: Command, words: readonly string[]) {
  let stdout = '';
  let stderr = '';
  configureAll(command, {
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

/** Commands that were added to a program have outputs of their own. */
function configureAll(command: Command, output: OutputConfiguration): void {
  command.configureOutput(output);
  for (const each of command.commands) configureAll(each, output);
}
