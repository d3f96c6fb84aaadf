import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { measureSpread, type Spread } from '../report/spread';
import { loadBundlePlugins } from './load-bundle-plugins';
import { timeLoad } from './time-start';

export interface ImportCost {
  readonly name: string;
  /** Size of a bundle with this import and all before it. */
  readonly kilobytes: number;
  readonly millis: Spread;
}

const ROOT = join(__dirname, '..', '..');

/** The function's imports. Each is measured in addition to those before it. */
const IMPORTS: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  [
    'node:http, node:https',
    "export * as http from 'node:http'; export * as https from 'node:https';",
  ],
  ['the HTTP handler', "export { NodeHttpHandler } from '@smithy/node-http-handler';"],
  ['Bedrock', "export { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';"],
  [
    'Parameter Store',
    "export { GetParameterCommand, GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';",
  ],
  // The plugin replaces only node:http2.
  ['node:http2, which the function does not load', "export * as http2 from 'http2';"],
];

/** Adds one import at a time to a bundle like the function's, and measures how long each bundle takes to load. */
export async function timeImports(rounds: number): Promise<readonly ImportCost[]> {
  const folder = mkdtempSync(join(ROOT, 'dist', 'imports-'));
  try {
    const bundles = await Promise.all(
      IMPORTS.map(async ([name], index) => {
        const file = join(folder, `${index}.js`);
        return { name, file, kilobytes: (await bundle(index, file)) / 1024 };
      }),
    );
    const times = bundles.map(() => [] as number[]);
    for (let round = 0; round < rounds; round += 1) {
      bundles.forEach(({ file }, index) => {
        times[index]?.push(timeLoad(file));
      });
    }
    return bundles.map(({ name, kilobytes }, index) => ({
      name,
      kilobytes,
      millis: measureSpread(times[index] ?? []),
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function bundle(last: number, outfile: string): Promise<number> {
  const contents = IMPORTS.slice(0, last + 1)
    .map(([, code]) => code)
    .join('\n');
  const { metafile } = await build({
    stdin: { contents, resolveDir: ROOT },
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    supported: { 'dynamic-import': false },
    plugins: await loadBundlePlugins(),
    legalComments: 'none',
    metafile: true,
  });
  return Object.values(metafile.outputs)[0]?.bytes ?? 0;
}
