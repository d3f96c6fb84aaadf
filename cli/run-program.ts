import { Command, CommanderError } from 'commander';

const FAILED = 1;
const WRONG_ARGUMENTS = 2;

/** A command whose errors begin with its name. */
export function createCommand(name: string): Command {
  return new Command(name).exitOverride().configureOutput({
    outputError: (text, write) => write(text.replace(/^error: /, `${name}: `)),
  });
}

/**
 * Runs a program and writes what fails to standard error: `<command>: <message>`.
 *
 * @returns the exit code: 0; 1 if the command fails; 2 if its arguments are wrong
 */
export async function runProgram(program: Command, words: readonly string[]): Promise<number> {
  try {
    await program.parseAsync([...words], { from: 'user' });
    return 0;
  } catch (error) {
    // Commander has written its own errors and the help text.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_ARGUMENTS;
    const [name = program.name()] = program.args;
    const message = error instanceof Error ? error.message : String(error);
    program.configureOutput().writeErr?.(`${name}: ${message}\n`);
    return FAILED;
  }
}
