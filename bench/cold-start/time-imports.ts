import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { measureSpread, type Spread } from '../report/spread';
import { timeLoad } from './time-start';

export interface ImportCost {
  readonly name: string;
  /** Of a bundle with this import and all before it. */
  readonly kilobytes: number;
  readonly millis: Spread;
}

const ROOT = join(__dirname, '..', '..');

/** What the function imports, each beside those before it. */
const IMPORTS: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  [
    'node:http, node:https',
    "export * as http from 'node:http'; export * as https from 'node:https';",
  ],
  ['node:http2, which the function does not load', "export * as http2 from 'node:http2';"],
  ['the HTTP handler', "export { NodeHttpHandler } from '@smithy/node-http-handler';"],
  ['Bedrock', "export { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';"],
  [
    'Parameter Store',
    "export { GetParameterCommand, GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';",
  ],
  ['the logger', "export { Logger } from '@aws-lambda-powertools/logger';"],
  ['metrics', "export { Metrics } from '@aws-lambda-powertools/metrics';"],
];

/** Bundles one import more at a time, as the function is bundled, and times how long each takes to load. */
export function timeImports(rounds: number): readonly ImportCost[] {
  const folder = mkdtempSync(join(ROOT, 'dist', 'imports-'));
  try {
    const bundles = IMPORTS.map(([name], index) => {
      const file = join(folder, `${index}.js`);
      return { name, file, kilobytes: bundle(index, file) / 1024 };
    });
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

function bundle(last: number, outfile: string): number {
  const contents = IMPORTS.slice(0, last + 1)
    .map(([, code]) => code)
    .join('\n');
  const { outputFiles = [], metafile } = buildSync({
    stdin: { contents, resolveDir: ROOT },
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    metafile: true,
  });
  if (outputFiles.length > 0) throw new Error('nothing was written');
  return Object.values(metafile.outputs)[0]?.bytes ?? 0;
}
