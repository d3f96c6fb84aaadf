import { join } from 'node:path';
import { installNpmPackage } from './install-npm-package';
import { CODEX_VERSION } from './tool-versions';

/**
 * Installs the Codex CLI. An optional dependency of its package is the program of this platform.
 *
 * @returns the script that starts the program, for Node.js
 * @throws Error if the registry is unavailable
 */
export async function fetchCodex(): Promise<string> {
  return join(await installNpmPackage('@openai/codex', CODEX_VERSION), 'bin', 'codex.js');
}
