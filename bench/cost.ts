/** What a million calls cost around Bedrock, by list prices, and how long a flex call may wait for its saving. */
import { BUILT_IN_PRICES } from '../lambda/core/pricing/built-in-prices';
import { estimateSavings, priceUsage } from '../lambda/core/pricing/price-usage';
import { formatTable } from '../local/cli/format-table';
import { MODEL_ID } from './cases';
import { findBreakEvenSeconds, priceCalls } from './cost/price-calls';

const MEMORIES_MIB = [256, 512, 1024, 2048];
const WAITS_SECONDS = [0.5, 2, 10, 60];
/** Measured: 2.0 KB of the function's own. Estimated: 0.3 KB of Lambda's and 0.4 KB of the access log. */
const LOG_BYTES = 2_700;
const DEFAULT_MEMORY_MIB = 512;

/** Tokens in and out. */
const REQUESTS = [
  ['a page classified', 1_500, 30],
  ['a page extracted', 1_500, 400],
  ['a section assessed', 6_000, 800],
] as const;

function formatCalls(): string {
  const rows = MEMORIES_MIB.map((memoryMib) => [
    `${memoryMib} MB`,
    ...WAITS_SECONDS.map((seconds) => {
      const shape = { memoryMib, seconds, logBytes: LOG_BYTES, ledgerWrites: 0 };
      return priceCalls(shape).total.toFixed(2);
    }),
  ]);
  return formatTable([['memory', ...WAITS_SECONDS.map((seconds) => `${seconds} s`)], ...rows]);
}

function formatSavings(): string {
  const rows = REQUESTS.map(([name, inputTokens, outputTokens]) => {
    const usage = { inputTokens, outputTokens, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 };
    const call = { baseModelId: MODEL_ID, tier: 'flex', usage };
    const cost = requireUsd(priceUsage(BUILT_IN_PRICES, call));
    const saved = requireUsd(estimateSavings(BUILT_IN_PRICES, call));
    return [
      name,
      ((cost + saved) * 1e6).toFixed(0),
      (cost * 1e6).toFixed(0),
      (saved * 1e6).toFixed(0),
      findBreakEvenSeconds(saved, DEFAULT_MEMORY_MIB).toFixed(0),
    ];
  });
  return formatTable([['request', 'default', 'flex', 'saved', 'break-even, s'], ...rows]);
}

function requireUsd(price: ReturnType<typeof priceUsage>): number {
  if (price.kind === 'unpriced') throw new Error(`${MODEL_ID} has no price`);
  return price.usd;
}

const { gateway, lambda, logs, ledger } = priceCalls({
  memoryMib: DEFAULT_MEMORY_MIB,
  seconds: 2,
  logBytes: LOG_BYTES,
  ledgerWrites: 2,
});
console.log(`USD for a million calls around Bedrock, by memory and time\n${formatCalls()}`);
console.log('\nOf which, at 512 MB and 2 s');
console.log(
  formatTable([
    ['API Gateway', 'Lambda', 'logs', 'budget ledger, where there is one'],
    [gateway, lambda, logs, ledger].map((usd) => usd.toFixed(2)),
  ]),
);
console.log(`\nUSD for a million requests to ${MODEL_ID}\n${formatSavings()}`);
