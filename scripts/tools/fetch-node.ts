import { join } from 'node:path';
import { installNpmPackage } from './install-npm-package';
import { NODE_VERSIONS } from './tool-versions';

/**
 * Installs Node.js of a major version from npm.
 *
 * @returns the folder of its program `node`
 * @throws Error if there is no such version, or the registry is unavailable
 */
export async function fetchNode(major: string): Promise<string> {
  const version = NODE_VERSIONS[major];
  if (version === undefined) {
    const known = Object.keys(NODE_VERSIONS).join(', ');
    throw new Error(`Node.js must be one of ${known}, got "${major}"`);
  }
  return join(await installNpmPackage(nameNodePackage(), version), 'bin');
}

/** The package `node` chooses the same by an install script, which npm may refuse to run. */
function nameNodePackage(): string {
  const { platform, arch } = process;
  const name = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
  return `${name}-${platform}-${arch}`;
}
