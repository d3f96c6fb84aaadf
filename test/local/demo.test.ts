import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { findPage } from '../docs/pages';

it('sends documents through a pipeline, and changes a tier while the router runs', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', 'local/demo.ts'],
    { cwd: join(__dirname, '..', '..') },
  );
  expect(stdout).toMatch(/^ {2}extraction {5}us\.amazon\.nova-2-lite-v1:0 flex {6}flex /m);
  const change =
    'PutParameter …/operations/extraction = us.amazon.nova-2-lite-v1:0:priority\n' +
    'Version 2 took effect without a restart.\n';
  expect(stdout).toContain(change);
  expect(findPage('docs/local.md').text).toContain(change);
  expect(stdout).toMatch(/^ {2}extraction us\.amazon\.nova-2-lite-v1:0 priority {2}priority /m);
});
