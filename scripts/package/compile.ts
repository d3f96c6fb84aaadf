import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT, runPackagingTool } from './packaging-tools';

/**
 * Writes what `npm pack` puts into the package besides the functions' bundles: the construct as jsii compiles it, with its
 * assembly `.jsii`, and the command line in one file.
 */
export async function compilePackage(): Promise<void> {
  for (const folder of ['lib', 'lambda', 'cli']) {
    rmSync(join(ROOT, 'dist', folder), { recursive: true, force: true });
  }
  await compileLibrary();
  await bundleCommandLine();
}

async function compileLibrary(): Promise<void> {
  await runPackagingTool('jsii', [
    ...['--tsconfig', 'tsconfig.build.json', '--fail-on-warnings'],
    // It asks for the lowest peers as development dependencies. `npm run test:package` installs the package beside them.
    ...['--silence-warnings', 'metadata/missing-dev-dependency'],
  ]);
}

async function bundleCommandLine(): Promise<void> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['cli/tier-router.ts'],
    outfile: 'dist/cli/tier-router.js',
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    banner: { js: '#!/usr/bin/env node' },
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
  });
  writeFileSync(join(ROOT, 'dist', 'cli-metafile.json'), JSON.stringify(metafile));
}

if (require.main === module) {
  compilePackage().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
