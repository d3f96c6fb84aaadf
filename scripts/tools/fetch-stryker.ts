import { join } from 'node:path';
import { installNpmPackages } from './install-npm-package';
import { STRYKER_VERSION } from './tool-versions';

/**
 * Fetches StrykerJS and its runner for Vitest.
 *
 * @returns the program's file
 */
export async function fetchStryker(): Promise<string> {
  const names = ['@stryker-mutator/core', '@stryker-mutator/vitest-runner'];
  const folder = await installNpmPackages(names, STRYKER_VERSION);
  return join(folder, '@stryker-mutator', 'core', 'bin', 'stryker.js');
}
