import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installNpmPackage } from './install-npm-package';
import { RUNTIME_CLIENT_VERSION } from './tool-versions';

/**
 * Fetches AWS's runtime interface client: the program that Lambda starts for a function on Node.js.
 *
 * Its native part needs a C++ compiler. It asks for invocations and carries answers that are not streamed; both are
 * not needed, because `AWS_LAMBDA_NODEJS_USE_ALTERNATIVE_CLIENT_1` asks for invocations without it, and what is
 * streamed never went through it. So an empty module takes its place, and the rest runs as it was published.
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
