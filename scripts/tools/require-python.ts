import { runCommand } from './run-command';

/** The machine has no suitable Python, which is not a failure of the tests. */
export class MissingPython extends Error {
  override readonly name = 'MissingPython';
}

/** @throws MissingPython */
export async function requirePython(): Promise<void> {
  try {
    // Debian packages both modules separately.
    await runCommand('python3', ['-c', 'import venv, ensurepip']);
  } catch (cause) {
    throw new MissingPython('there is no python3 that creates virtual environments', { cause });
  }
}
