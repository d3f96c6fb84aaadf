import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const ROOT = join(__dirname, '..', '..');

/** The function as it is deployed, but with names left as they are written; returns the file. */
export async function bundleReadable(): Promise<string> {
  const plugin = pathToFileURL(join(ROOT, 'scripts', 'lazy-http2.mjs')).href;
  const { lazyHttp2 } = await import(plugin);
  const outfile = join(ROOT, 'dist', 'profile', 'index.js');
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['lambda/index.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    supported: { 'dynamic-import': false },
    external: ['./budget-clients'],
    plugins: [lazyHttp2],
    logLevel: 'warning',
  });
  return outfile;
}
