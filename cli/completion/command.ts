import { Argument, type Command } from 'commander';
import { createCommand } from '../run-program';
import { SHELLS, type Shell, writeCompletion } from './write-completion';

/** @param program whose commands are completed */
export function createCompletionCommand(program: Command): Command {
  const command = createCommand('completion')
    .description('Writes a script that completes commands and options in a shell.')
    .addArgument(new Argument('<shell>').choices(SHELLS))
    .addHelpText('after', '\nFor example: source <(tier-router completion bash), in ~/.bashrc.');
  return command.action((shell: Shell) => {
    command.configureOutput().writeOut?.(writeCompletion(shell, program));
  });
}
