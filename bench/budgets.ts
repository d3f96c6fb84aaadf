/** Measures what a budget adds to a request: two writes to DynamoDB, here dynalite in this process, and their units. */
import { startLocalRouter } from '../local/local-router';
import { formatTable } from '../local/terminal/format-table';
import { formatSpread, measureSpread } from './report/spread';
import { countWriteUnits } from './sections/count-write-units';

const ROUNDS = 15;
const REQUESTS_A_ROUND = 40;
const WARM_UP_ROUNDS = 3;
/** Requests of one caller at once. A page of a document is a request, and pipelines send some dozens. */
const UNDER_WAY = [0, 10, 25, 27, 28, 57, 58, 100, 150];
const BODY = JSON.stringify({
  messages: [{ role: 'user', content: [{ text: 'Invoice 4711' }] }],
  inferenceConfig: { maxTokens: 400 },
});
const CALLERS = [
  { name: 'without', policy: { name: 'without' } },
  { name: 'with', policy: { name: 'with', budget: { limitUsd: 1_000, period: 'month' } } },
] as const;

function composeKey(name: string) {
  const id = name.padEnd(10, '0');
  return { id, value: id.repeat(4) };
}

/** Milliseconds until the end of the answer. */
async function timeRequest(url: string, name: string): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(`${url}/v1/extraction`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': composeKey(name).value },
    body: BODY,
  });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`${name}: status ${response.status}`);
  return performance.now() - startedAt;
}

/** The median of one caller's sequential requests. */
async function runRound(url: string, name: string): Promise<number> {
  const times: number[] = [];
  for (let sent = 0; sent < REQUESTS_A_ROUND; sent += 1) times.push(await timeRequest(url, name));
  return measureSpread(times).median;
}

interface Rounds {
  readonly without: number[];
  readonly with: number[];
  readonly added: number[];
}

/** Alternates between the callers, because the speed of the machine varies over time. */
async function compareCallers(url: string): Promise<Rounds> {
  const rounds: Rounds = { without: [], with: [], added: [] };
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
    const without = await runRound(url, 'without');
    const budgeted = await runRound(url, 'with');
    if (round < 0) continue;
    rounds.without.push(without);
    rounds.with.push(budgeted);
    rounds.added.push(budgeted - without);
  }
  return rounds;
}

async function main(): Promise<void> {
  const router = await startLocalRouter({
    aws: { latencyScale: 0 },
    settings: { authorization: 'keys' },
    callers: CALLERS.map(({ name, policy }) => ({ apiKey: composeKey(name), policy })),
  });
  try {
    const rounds = Object.entries(await compareCallers(router.url));
    const rows = rounds.map(([name, millis]) => [name, formatSpread(measureSpread(millis), 2)]);
    console.log(`Node.js ${process.version}; ${ROUNDS} rounds of ${REQUESTS_A_ROUND} requests\n`);
    console.log(formatTable([['budget', 'ms a request, p50'], ...rows]));
    const units = await countWriteUnits(UNDER_WAY);
    const counted = units.map(({ underWay, reserve, settle }) => [underWay, reserve, settle]);
    const heading = ['other requests under way', 'units to reserve', 'units to settle'];
    console.log(`\n${formatTable([heading, ...counted.map((row) => row.map(String))])}`);
  } finally {
    await router.close();
  }
}

main();
