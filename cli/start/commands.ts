import type { Command } from 'commander';
import { createCommand } from '../run-program';

/** `start` and `demo`: the router on this machine, with emulators of AWS. Each reads its own options. */
export function createLocalCommands(): readonly Command[] {
  return [
    createLocal('start', 'Runs the router on this machine, with emulators of AWS.', () => {
      return import('../../local/start');
    }),
    createLocal('demo', 'Sends sample documents through a pipeline on this machine.', () => {
      return import('../../local/demo');
    }),
  ];
}

/** @param run loads the program, which runs by the arguments of the process and sets its exit code */
function createLocal(name: string, description: string, run: () => Promise<object>): Command {
  return createCommand(name)
    .description(description)
    .argument('[options...]', `see tier-router ${name} --help`)
    .allowUnknownOption()
    .helpOption(false)
    .action(async (words: readonly string[]) => {
      process.argv = [...process.argv.slice(0, 2), ...words];
      await run();
    });
}
