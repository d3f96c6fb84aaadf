import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type AssetCode, Code } from 'aws-cdk-lib/aws-lambda';

/** The folders in `dist/`, each with the bundle of one function. */
export type BundleName =
  | 'function'
  | 'authorizer'
  | 'jwt-authorizer'
  | 'catalog-refresh'
  | 'console-view'
  | 'console-change'
  | 'job'
  | 'job-end';

const ENTRY_FILE = 'index.js';

/** In the repository, the bundles are in `dist/`, next to `lib/`. In the package, they are next to `dist/lib/`. */
const PLACES = [join(__dirname, '..', '..', 'dist'), join(__dirname, '..', '..')];

/** Finds a bundle that `npm run build` wrote. Synthesis therefore needs neither esbuild nor Docker. */
export function findFunctionBundle(
  name: BundleName,
  places: readonly string[] = PLACES,
): AssetCode {
  const folders = places.map((place) => join(place, name));
  const folder = folders.find((candidate) => existsSync(join(candidate, ENTRY_FILE)));
  if (folder === undefined) {
    throw new Error(
      `the function bundle is missing, looked for ${ENTRY_FILE} in ${folders.join(' and ')}; run \`npm run build\``,
    );
  }
  return Code.fromAsset(folder);
}
