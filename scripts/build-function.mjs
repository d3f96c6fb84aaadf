// Bundles the function: the same bytes are tested, run locally and deployed.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const options = {
  absWorkingDir: root,
  outdir: 'dist/function',
  bundle: true,
  minify: true,
  keepNames: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  legalComments: 'none',
  logLevel: 'warning',
};

/** Loaded when it is needed, and by `require`: a bundle that is imported would want its file's ending. */
const BUDGET_CLIENTS = './budget-clients';

const { metafile } = await build({
  ...options,
  entryPoints: ['lambda/index.ts'],
  external: [BUDGET_CLIENTS],
  supported: { 'dynamic-import': false },
  metafile: true,
});
await build({ ...options, entryPoints: ['lambda/budget-clients.ts'] });
writeFileSync(join(root, 'dist', 'function-metafile.json'), JSON.stringify(metafile));
