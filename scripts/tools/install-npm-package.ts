import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './run-command';
import { TOOLS_FOLDER } from './tool-versions';

/**
 * Installs one version of a package into a folder of its own, unless it is there, without running its scripts.
 *
 * @returns the package's folder
 * @throws Error if the registry is unavailable
 */
export async function installNpmPackage(name: string, version: string): Promise<string> {
  return join(await installNpmPackages([name], version), name);
}

/**
 * Installs packages that share a version, as {@link installNpmPackage} does. Peer dependencies such as Vitest are those
 * of this repository.
 *
 * @param peers further packages with their versions, which the packages import: `@langchain/core@1.4.0`
 * @returns the folder that has them
 */
export async function installNpmPackages(
  names: readonly string[],
  version: string,
  peers: readonly string[] = [],
): Promise<string> {
  const prefix = join(TOOLS_FOLDER, `${names[0]}-${version}`);
  const folder = join(prefix, 'node_modules');
  if (names.every((name) => readVersion(join(folder, name)) === version)) return folder;
  mkdirSync(prefix, { recursive: true });
  await runCommand('npm', [
    'install',
    ...names.map((name) => `${name}@${version}`),
    ...peers,
    ...['--prefix', prefix, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'],
    ...['--legacy-peer-deps', '--fetch-retries=1'],
  ]);
  return folder;
}

function readVersion(folder: string): string | undefined {
  const file = join(folder, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined;
}
