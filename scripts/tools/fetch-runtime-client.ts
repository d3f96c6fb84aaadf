import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installNpmPackage } from './install-npm-package';
import { RUNTIME_CLIENT_VERSION } from './tool-versions';

/**
 * Installs AWS's runtime interface client: the program that Lambda starts for a function on Node.js.
 *
 * Its native part needs a C++ compiler. An empty module replaces it, because nothing uses it here: it fetches
 * invocations, which `AWS_LAMBDA_NODEJS_USE_ALTERNATIVE_CLIENT_1` does without it, and sends answers that are not
 * streamed.
 *
 * @returns the program's file
 */
export async function fetchRuntimeClient(): Promise<string> {
  const folder = await installNpmPackage('aws-lambda-ric', RUNTIME_CLIENT_VERSION);
  const nativePart = join(folder, 'rapid-client.node');
  mkdirSync(nativePart, { recursive: true });
  writeFileSync(join(nativePart, 'index.json'), '{}');
  return join(folder, 'index.mjs');
}
