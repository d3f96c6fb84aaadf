import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type AssetCode, Code } from 'aws-cdk-lib/aws-lambda';

const ENTRY_FILE = 'index.js';

/** Beside `lib/` in the sources, and beside `dist/lib/` in the package. */
const BUNDLE_FOLDERS = [
  join(__dirname, '..', 'dist', 'function'),
  join(__dirname, '..', 'function'),
];

/** The bundle that `npm run build` left behind: synthesis needs neither esbuild nor Docker. */
export function findFunctionBundle(folders: readonly string[] = BUNDLE_FOLDERS): AssetCode {
  const folder = folders.find((candidate) => existsSync(join(candidate, ENTRY_FILE)));
  if (folder === undefined) {
    throw new Error(
      `the function bundle is missing, looked for ${ENTRY_FILE} in ${folders.join(' and ')}; run \`npm run build\``,
    );
  }
  return Code.fromAsset(folder);
}
