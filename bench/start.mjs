// Runs a benchmark on the Node.js version of Lambda, which bench/package.json pins. Installs it if it is missing; after
// that the benchmark needs no network.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const pinnedNode = join(here, 'node_modules', 'node', 'bin', 'node');
const [script, ...words] = process.argv.slice(2);
const flags = words.filter((word) => word !== '--this-node');
const staysOnThisNode = flags.length < words.length;

function run(command, commandArguments) {
  const { status } = spawnSync(command, commandArguments, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

if (!staysOnThisNode && !existsSync(pinnedNode)) run('npm', ['ci', '--prefix', here]);
const node = staysOnThisNode ? process.execPath : pinnedNode;
run(node, ['--import', 'tsx', join(here, script), ...flags]);
