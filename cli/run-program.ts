import { Command, CommanderError } from 'commander';
import { describeFailure } from './aws/describe-failure';

/** The exit codes of all commands. `docs/command-line.md` has the same table. */
export const EXIT_CODES = {
  done: 0,
  /** AWS refused or could not be reached, or something else failed. */
  failed: 1,
  wrongArguments: 2,
  /** The router would not take the value. Nothing was written. */
  refused: 3,
  /** Another operator changed the same value. */
  conflict: 4,
  /** A check found something that is wrong. */
  checkFailed: 5,
} as const;
export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

/** Ends a command with another exit code than 1. */
export class CommandFailure extends Error {
  constructor(
    readonly exitCode: ExitCode,
    /** Undefined if the command has written its answer. */
    message?: string,
  ) {
    super(message);
  }
}

/** A command whose errors begin with its name. */
export function createCommand(name: string): Command {
  return new Command(name).exitOverride().configureOutput({
    outputError: (text, write) => write(text.replace(/^error: /, `${name}: `)),
  });
}

/**
 * Runs a program and writes what fails to standard error: `<command>: <message>`.
 *
 * @returns the exit code
 */
export async function runProgram(program: Command, words: readonly string[]): Promise<ExitCode> {
  try {
    await program.parseAsync([...words], { from: 'user' });
    return EXIT_CODES.done;
  } catch (error) {
    // Commander has written its own errors and the help text.
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? EXIT_CODES.done : EXIT_CODES.wrongArguments;
    }
    const [name = program.name()] = program.args;
    const { exitCode, isWritten } = readFailure(error);
    if (!isWritten) program.configureOutput().writeErr?.(`${name}: ${describeFailure(error)}\n`);
    return exitCode;
  }
}

function readFailure(error: unknown): { readonly exitCode: ExitCode; readonly isWritten: boolean } {
  if (!(error instanceof CommandFailure)) return { exitCode: EXIT_CODES.failed, isWritten: false };
  return { exitCode: error.exitCode, isWritten: error.message === '' };
}
