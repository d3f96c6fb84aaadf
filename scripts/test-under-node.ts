import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { fetchNode } from './tools/fetch-node';
import { NODE_VERSIONS } from './tools/tool-versions';

const ROOT = join(__dirname, '..');
const VITEST = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
const PROJECTS = ['unit', 'sockets', 'slow'].flatMap((name) => ['--project', name]);

/**
 * `npm run test:node -- 22 24`: runs the tests under each of these versions of Node.js, which npm installs; without
 * arguments, under every supported version but this one. Writes results for CI to `dist/results/node-22.json`.
 */
async function main(): Promise<void> {
  const named = process.argv.slice(2);
  for (const major of named.length > 0 ? named : listOtherMajors()) await testUnder(major);
}

function listOtherMajors(): readonly string[] {
  const [own] = process.versions.node.split('.');
  return Object.keys(NODE_VERSIONS).filter((major) => major !== own);
}

async function testUnder(major: string): Promise<void> {
  const programs = await fetchNode(major);
  console.log(`\nTests under Node.js ${major}`);
  const results = ['--outputFile.json', join(ROOT, 'dist', 'results', `node-${major}.json`)];
  const child = spawn(join(programs, 'node'), [VITEST, 'run', ...PROJECTS, ...results], {
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
