import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { fetchNode } from './tools/fetch-node';

const ROOT = join(__dirname, '..');
const VITEST = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');

/**
 * `npm run test:node -- 22 24`: runs all tests under each of these versions of Node.js, which npm installs. Writes
 * results for CI to `dist/results/node-22.json`.
 */
async function main(): Promise<void> {
  const majors = process.argv.slice(2);
  if (majors.length === 0)
    throw new Error('name versions of Node.js, e.g. npm run test:node -- 24');
  for (const major of majors) await testUnder(major);
}

async function testUnder(major: string): Promise<void> {
  const programs = await fetchNode(major);
  console.log(`\nTests under Node.js ${major}`);
  const results = ['--outputFile.json', join(ROOT, 'dist', 'results', `node-${major}.json`)];
  const child = spawn(join(programs, 'node'), [VITEST, 'run', ...results], {
    cwd: ROOT,
    // Tests that start `node` by its name start the same version.
    env: { ...process.env, PATH: `${programs}${delimiter}${process.env['PATH']}` },
    stdio: 'inherit',
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(`test:node: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
});
