// What a cold start costs: the size of the bundle, and how long a fresh process takes to load it.
// Figures of one machine at one time; only ratios hold.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROUNDS = 15;
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bundle = join(root, 'dist', 'function', 'index.js');
const metafile = JSON.parse(readFileSync(join(root, 'dist', 'function-metafile.json'), 'utf8'));

const ENVIRONMENT = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  // Nobody listens there: the first reading of the mapping fails at once and beside the import.
  AWS_ENDPOINT_URL_SSM: 'http://127.0.0.1:9',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  ROUTER_PARAMETER_PREFIX: '/bedrock-tier-router',
  ROUTER_DEPLOYED_MAPPING: '{"extraction":"us.amazon.nova-2-lite-v1:0:flex"}',
  ROUTER_ALLOWED_MODELS: '*',
  ROUTER_ALLOWED_TIERS: 'priority,default,flex,reserved',
  ROUTER_MAPPING_MAX_AGE_SECONDS: '30',
  ROUTER_REQUEST_TIMEOUT_SECONDS: '290',
};

const LOAD = (file) => `
  globalThis.awslambda = { streamifyResponse: (handler) => handler };
  const startedAt = performance.now();
  require(${JSON.stringify(file)});
  process.stdout.write(String(performance.now() - startedAt));
  process.exit();
`;

function timeLoad(file) {
  const options = {
    env: { PATH: process.env.PATH, ...ENVIRONMENT },
    stdio: ['ignore', 'pipe', 'ignore'],
  };
  const printed = execFileSync(process.execPath, ['-e', LOAD(file)], options).toString();
  return Number(/[\d.]+$/.exec(printed)[0]);
}

function summarize(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share) => sorted[Math.round(share * (sorted.length - 1))].toFixed(1);
  return `${at(0.5)} ms (fastest ${at(0)}, slowest ${at(1)})`;
}

function sumByPackage() {
  const [output] = Object.values(metafile.outputs);
  const sizes = new Map();
  for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? 'the router itself';
    sizes.set(name, (sizes.get(name) ?? 0) + bytesInOutput);
  }
  return [...sizes].sort(([, one], [, other]) => other - one);
}

console.log(`Node.js ${process.version}, ${process.arch}; ${ROUNDS} fresh processes\n`);
console.log(`bundle   ${(statSync(bundle).size / 1024).toFixed(0)} KB`);
console.log(`import   ${summarize(Array.from({ length: ROUNDS }, () => timeLoad(bundle)))}\n`);
for (const [name, bytes] of sumByPackage().slice(0, 12)) {
  console.log(`${(bytes / 1024).toFixed(1).padStart(8)} KB  ${name}`);
}
