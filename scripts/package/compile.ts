import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { bundleDynalite } from './bundle-dynalite';
import { ROOT, runPackagingTool } from './packaging-tools';

/**
 * Writes what `npm pack` puts into the package besides what `npm run build` writes: the construct as jsii compiles it, with
 * its assembly `.jsii`, the command line, and the sample documents. It writes no file of the build, because npm runs the
 * build once more before it packs.
 */
export async function compilePackage(): Promise<void> {
  for (const folder of ['lib', 'lambda', 'cli', 'samples']) {
    rmSync(join(ROOT, 'dist', folder), { recursive: true, force: true });
  }
  await compileLibrary();
  await bundleCommandLine();
  cpSync(join(ROOT, 'local', 'samples'), join(ROOT, 'dist', 'samples'), { recursive: true });
}

async function compileLibrary(): Promise<void> {
  await runPackagingTool('jsii', [
    ...['--tsconfig', 'tsconfig.build.json', '--fail-on-warnings'],
    // It asks for the lowest peers as development dependencies. `npm run test:package` installs the package beside them.
    ...['--silence-warnings', 'metadata/missing-dev-dependency'],
  ]);
}

const OPTIONS = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
} as const satisfies BuildOptions;

/** What CommonJS modules use and ECMAScript modules lack. */
const COMMON_JS = `
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
const require = createRequire(import.meta.url);
const __dirname = fileURLToPath(new URL('.', import.meta.url));
`;

/**
 * Bundles the command line into modules that share code, so that a command loads only its own clients of AWS. Only
 * ECMAScript modules can share.
 */
async function bundleCommandLine(): Promise<void> {
  const folder = join(ROOT, 'dist', 'cli');
  const { metafile } = await build({
    ...OPTIONS,
    entryPoints: { main: 'cli/tier-router.ts' },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    splitting: true,
    banner: { js: COMMON_JS },
    // The emulator of DynamoDB keeps its tables in memory. The other store has binaries for each platform.
    alias: { level: 'memory-level' },
    plugins: [bundleDynalite],
  });
  writeMetafile('cli', metafile);
  writeFileSync(join(folder, 'tier-router.js'), "#!/usr/bin/env node\nimport('./main.mjs');\n");
}

function writeMetafile(name: string, metafile: Metafile): void {
  writeFileSync(join(ROOT, 'dist', `${name}-metafile.json`), JSON.stringify(metafile));
}

if (require.main === module) {
  compilePackage().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
