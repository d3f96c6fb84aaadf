import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findFunctionBundle } from '../../lib/function-bundle';

it('finds the bundle beside the sources', () => {
  expect(findFunctionBundle().path).toBe(join(__dirname, '..', '..', 'dist', 'function'));
});

it('says what to run where no folder has a bundle', () => {
  const empty = mkdtempSync(join(tmpdir(), 'no-bundle-'));
  onTestFinished(() => rmSync(empty, { recursive: true }));
  expect(() => findFunctionBundle([empty, '/nowhere'])).toThrow(
    `the function bundle is missing, looked for index.js in ${empty} and /nowhere; run \`npm run build\``,
  );
});
