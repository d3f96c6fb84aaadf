import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../tools/run-command';

export const ROOT = join(__dirname, '..', '..');

/** Has a lock file of its own, so that `npm ci` does not install compilers that only a release needs. */
const FOLDER = join(ROOT, 'packaging');

/**
 * Runs a program of `packaging/package.json` in the root of the repository. The first run installs the programs.
 *
 * @returns what it wrote to its standard output
 */
export async function runPackagingTool(
  name: string,
  words: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<string> {
  await installTools();
  return runCommand(join(FOLDER, 'node_modules', '.bin', name), words, {
    cwd: ROOT,
    // The checkout promises to run on Node.js 20, which jsii warns of.
    environment: {
      ...process.env,
      JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
      ...variables,
    },
  });
}

async function installTools(): Promise<void> {
  const lock = join(FOLDER, 'package-lock.json');
  const installed = join(FOLDER, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && readChangeTime(installed) >= readChangeTime(lock)) return;
  // npm passes the flags of `npm pack --dry-run` on to the commands that its scripts run.
  await runCommand('npm', ['ci', '--prefix', FOLDER, '--ignore-scripts', '--no-dry-run']);
}

function readChangeTime(file: string): number {
  return statSync(file).mtimeMs;
}
