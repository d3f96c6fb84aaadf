import { runCommand } from './run-command';

/** This machine has no Python for what is to be done: its owner's choice, and no fault of what is tested. */
export class MissingPython extends Error {
  override readonly name = 'MissingPython';
}

/** @throws MissingPython */
export async function requirePython(): Promise<void> {
  try {
    // Debian has the latter two in a package of their own.
    await runCommand('python3', ['-c', 'import venv, ensurepip']);
  } catch (cause) {
    throw new MissingPython('there is no python3 that makes virtual environments', { cause });
  }
}
