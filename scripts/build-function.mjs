// Bundles the functions. Tests, `npm start` and the deploy use the same bundles. Also bundles the processes that run
// functions locally, because starting them from TypeScript takes three times as long. The package has them, too, so
// that they contain all libraries.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { lazyHttp2 } from './lazy-http2.mjs';
import { LAZY_SDK, lazySdk } from './lazy-sdk.mjs';
import { parsedJson } from './parsed-json.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Folder under dist/ → its entry. `lib/functions/function-bundle.ts` finds the bundles by these names. Each lazy module
 * is a file of its own, which `require` loads when it is needed: `import` would need the extension of the file.
 */
const BUNDLES = {
  function: {
    entry: 'lambda/functions/router/index.ts',
    lazy: [
      'budget-clients',
      'credential-clients',
      'job-clients',
      'media-client',
      'reply-cache-client',
    ],
    plugins: [lazySdk],
  },
  job: {
    entry: 'lambda/functions/job/index.ts',
    lazy: ['budget-clients', 'credential-clients', 'reply-cache-client'],
    keepNames: true,
  },
  'job-end': { entry: 'lambda/functions/job-end/index.ts', lazy: [], keepNames: true },
  authorizer: { entry: 'lambda/functions/key-authorizer/index.ts', lazy: [] },
  // It logs errors by the names of their classes. In the router, names would cost 30 µs a request.
  'jwt-authorizer': {
    entry: 'lambda/functions/jwt-authorizer/index.ts',
    lazy: [],
    keepNames: true,
  },
  'catalog-refresh': {
    entry: 'lambda/functions/catalog-refresh/index.ts',
    lazy: [],
    keepNames: true,
  },
  'console-view': {
    entry: 'lambda/functions/console-view/index.ts',
    lazy: [],
    keepNames: true,
  },
  'console-change': {
    entry: 'lambda/functions/console-change/index.ts',
    lazy: [],
    keepNames: true,
  },
};

const OPTIONS = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  plugins: [lazyHttp2, parsedJson],
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  supported: { 'dynamic-import': false },
  // The SDK asks whether a body is a web stream, at which Node.js would load them: a twentieth of a cold start's time.
  define: { ReadableStream: 'undefined' },
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
};

/** The bill of materials lists the libraries in the bundles, and a benchmark adds up their sizes. */
function writeMetafile(name, metafile) {
  writeFileSync(join(root, 'dist', `${name}-metafile.json`), JSON.stringify(metafile));
}

for (const [name, { entry, lazy, plugins = [], keepNames = false }] of Object.entries(BUNDLES)) {
  const options = { ...OPTIONS, plugins: [...OPTIONS.plugins, ...plugins] };
  const { metafile } = await build({
    ...options,
    keepNames,
    entryPoints: [entry],
    outfile: `dist/${name}/index.js`,
    external: lazy.map((file) => `./${file}`),
  });
  writeMetafile(name, metafile);
  for (const file of lazy) {
    const outfile = `dist/${name}/${file}.js`;
    const { metafile } = await build({
      ...options,
      entryPoints: [`lambda/functions/router/${file}.ts`],
      outfile,
    });
    writeMetafile(`${name}-${file}`, metafile);
  }
}

const lazySdkBuild = await build({
  ...OPTIONS,
  stdin: { contents: LAZY_SDK, resolveDir: root },
  outfile: 'dist/function/lazy-sdk.js',
});
writeMetafile('function-lazy-sdk', lazySdkBuild.metafile);

const localBuild = await build({
  ...OPTIONS,
  // It serves HTTP/2.
  plugins: [],
  entryPoints: ['local/lambda/function-process.ts', 'local/lambda/environment-process.ts'],
  outdir: 'dist/local',
});
writeMetafile('local', localBuild.metafile);
