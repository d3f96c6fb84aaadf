// Bundles the functions: the same bytes are tested, run locally and deployed.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Folder under dist/ → its entry; `lib/function-bundle.ts` finds them by these names. */
const BUNDLES = {
  function: 'lambda/index.ts',
  authorizer: 'lambda/authorizer/index.ts',
  'jwt-authorizer': 'lambda/jwt-authorizer/index.ts',
};

for (const [name, entry] of Object.entries(BUNDLES)) {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: `dist/${name}/index.js`,
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
  writeFileSync(join(root, 'dist', `${name}-metafile.json`), JSON.stringify(metafile));
}
