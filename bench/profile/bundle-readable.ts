import { join } from 'node:path';
import { build } from 'esbuild';
import { loadBundlePlugins } from '../cold-start/load-bundle-plugins';

const ROOT = join(__dirname, '..', '..');

/** Bundles the function as for the deploy, but with its original names. Returns the file. */
export async function bundleReadable(): Promise<string> {
  const outfile = join(ROOT, 'dist', 'profile', 'index.js');
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['lambda/functions/router/index.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    supported: { 'dynamic-import': false },
    external: ['./budget-clients', './media-client'],
    define: { ReadableStream: 'undefined' },
    plugins: await loadBundlePlugins(),
    logLevel: 'warning',
  });
  return outfile;
}
