// Bundles the function: the same bytes are tested, run locally and deployed.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['lambda/index.ts'],
  outfile: 'dist/function/index.js',
  bundle: true,
  minify: true,
  keepNames: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
});
writeFileSync(join(root, 'dist', 'function-metafile.json'), JSON.stringify(metafile));
