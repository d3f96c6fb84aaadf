import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requirePython } from './require-python';
import { runCommand } from './run-command';
import { PYTHON_PACKAGES, TOOLS_FOLDER } from './tool-versions';

/**
 * Creates a virtual environment with pinned Python packages, unless it is there.
 *
 * @param name of its folder
 * @returns the folder of its programs
 * @throws MissingPython if the machine has none
 * @throws Error whose first line says what could not be installed
 */
export async function preparePython(
  name = 'python',
  pinned: readonly string[] = PYTHON_PACKAGES,
): Promise<string> {
  const folder = join(TOOLS_FOLDER, name);
  const programs = join(folder, 'bin');
  const stamp = join(folder, 'installed.txt');
  const packages = pinned.join('\n');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === packages) return programs;
  await requirePython();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(TOOLS_FOLDER, { recursive: true });
  await runCommand('python3', ['-m', 'venv', folder]);
  await installPackages(join(programs, 'pip'), pinned);
  // Last, so that an interrupted installation is repeated.
  writeFileSync(stamp, packages);
  return programs;
}

async function installPackages(pip: string, pinned: readonly string[]): Promise<void> {
  const words = ['install', '--quiet', '--disable-pip-version-check', '--retries', '1'];
  try {
    await runCommand(pip, [...words, ...pinned]);
  } catch (cause) {
    throw new Error(`pip could not install ${pinned.join(', ')}`, { cause });
  }
}
