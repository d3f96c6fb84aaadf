import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type BundleName, findFunctionBundle } from '../../../lib/functions/function-bundle';

it.each<BundleName>(['function', 'authorizer', 'jwt-authorizer'])(
  'finds the bundle %s next to the sources',
  (name) => {
    expect(findFunctionBundle(name).path).toBe(join(__dirname, '..', '..', '..', 'dist', name));
  },
);

it('names the command to run if no folder has a bundle', () => {
  const empty = mkdtempSync(join(tmpdir(), 'no-bundle-'));
  onTestFinished(() => rmSync(empty, { recursive: true }));
  expect(() => findFunctionBundle('function', [empty, '/nowhere'])).toThrow(
    `the function bundle is missing, looked for index.js in ${empty}/function and /nowhere/function; run \`npm run build\``,
  );
});
