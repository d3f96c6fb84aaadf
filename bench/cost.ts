/** Computes the list price of a million requests without Bedrock, and how long a flex call may wait for its saving. */
import { DEFAULT_OPERATIONS } from '../lambda/contract';
import { BUILT_IN_CATALOG } from '../lambda/core/catalog/catalog';
import { estimateSavings, priceUsage } from '../lambda/core/pricing/price-usage';
import { Prices } from '../lambda/core/pricing/prices';
import { formatTable } from '../local/terminal/format-table';
import { MODEL_ID } from './cases';
import { countMetrics } from './cost/count-metrics';
import { LIST_PRICES } from './cost/list-prices';
import { findBreakEvenSeconds, priceCalls } from './cost/price-calls';
import { type JobShape, priceJobs } from './cost/price-jobs';
import { priceMonth } from './cost/price-month';

const PRICES = new Prices({ catalog: BUILT_IN_CATALOG, region: 'us-east-1' });
const MEMORIES_MIB = [256, 512, 1024, 2048];
const WAITS_SECONDS = [0.5, 2, 10, 60];
/** Measured: 2.0 KB of the function's own. Estimated: 0.3 KB of Lambda's and 0.4 KB of the access log. */
const LOG_BYTES = 2_700;
const DEFAULT_MEMORY_MIB = 256;
const DEFAULT_CALL = {
  memoryMib: DEFAULT_MEMORY_MIB,
  seconds: 2,
  logBytes: LOG_BYTES,
  ledgerWrites: 0,
};
/** A budget writes a reservation before the call and a settlement after it. Nothing is read. */
const LEDGER_WRITES = 2;
const CALLS_A_MONTH = [10_000, 100_000, 1e6, 1e7];

const OPERATIONS = Object.keys(DEFAULT_OPERATIONS).length;
/** The default of the construct: three operations on one model, each on a tier of its own. */
const DEFAULT_METRICS = { operations: OPERATIONS, models: OPERATIONS, callers: 0 };
const METRIC_SHAPES = [
  ['one operation on one tier', { operations: 1, models: 1, callers: 0 }],
  ['three operations, each on its tier', DEFAULT_METRICS],
  ['each caller with a policy, by tier', { operations: 0, models: 0, callers: 1 }],
] as const;

const DEFAULT_JOB: JobShape = {
  memoryMib: DEFAULT_MEMORY_MIB,
  workerMemoryMib: 512,
  attempts: 1,
  seconds: 10,
  refusedSeconds: 1,
  polls: 0,
  bodyBytes: 20_000,
  retentionDays: 14,
};
/** The pauses double from 45 seconds to 11 minutes on average. */
const JOBS: readonly (readonly [name: string, change: Partial<JobShape>])[] = [
  ['answered at once', {}],
  ['answered at once, polled five times', { polls: 5 }],
  ['after three attempts', { attempts: 3 }],
  ['after an hour, ten attempts', { attempts: 10 }],
  ['after 16 hours, ninety attempts', { attempts: 90 }],
  ['answered at once, with page images of 1 MB', { bodyBytes: 1_000_000 }],
];

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
      return priceCalls({ ...DEFAULT_CALL, memoryMib, seconds }).total.toFixed(2);
    }),
  ]);
  return formatTable([['memory', ...WAITS_SECONDS.map((seconds) => `${seconds} s`)], ...rows]);
}

function formatMonths(): string {
  const heading = ['calls', 'API Gateway', 'Lambda', 'logs', 'metrics', 'sum', 'budgets add'];
  const rows = CALLS_A_MONTH.map((calls) => {
    const month = priceMonth({
      ...DEFAULT_CALL,
      calls,
      metrics: countMetrics(DEFAULT_METRICS).served,
    });
    const { ledger } = priceMonth({
      ...DEFAULT_CALL,
      calls,
      metrics: 0,
      ledgerWrites: LEDGER_WRITES,
    });
    const { gateway, lambda, logs, metrics, total } = month;
    const prices = [gateway, lambda, logs, metrics, total, ledger];
    return [calls.toLocaleString('en'), ...prices.map((usd) => usd.toFixed(2))];
  });
  return formatTable([heading, ...rows]);
}

function formatMetrics(): string {
  const rows = METRIC_SHAPES.map(([name, shape]) => {
    const { served, atMost } = countMetrics(shape);
    const [usd, mostUsd] = [served, atMost].map((count) => count * LIST_PRICES.metricMonth);
    return [name, String(served), (usd ?? 0).toFixed(2), String(atMost), (mostUsd ?? 0).toFixed(2)];
  });
  return formatTable([['', 'where all is served', 'USD', 'at most', 'USD'], ...rows]);
}

function formatJobs(): string {
  const heading = [
    'a million jobs',
    'API Gateway',
    'Lambda',
    'durable',
    'S3',
    'logs',
    'events',
    'sum',
  ];
  const rows = JOBS.map(([name, change]) => {
    const { gateway, lambda, durable, s3, logs, events, total } = priceJobs({
      ...DEFAULT_JOB,
      ...change,
    });
    const prices = [gateway, lambda, durable, s3, logs, events, total];
    return [name, ...prices.map((usd) => usd.toFixed(2))];
  });
  return formatTable([heading, ...rows]);
}

const NO_CACHE = {
  cacheReadInputTokens: 0,
  cacheWriteInputTokens: 0,
  cacheWriteOneHourInputTokens: 0,
};

function formatSavings(): string {
  const rows = REQUESTS.map(([name, inputTokens, outputTokens]) => {
    const usage = { inputTokens, outputTokens, ...NO_CACHE };
    const call = { baseModelId: MODEL_ID, tier: 'flex', usage };
    const cost = requireUsd(priceUsage(PRICES, call));
    const saved = requireUsd(estimateSavings(PRICES, call));
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

console.log(`USD for a million requests around Bedrock, by memory and time\n${formatCalls()}`);
console.log(`\nUSD a month at 256 MB and 2 s, three operations on a tier each\n${formatMonths()}`);
console.log(`\nCustom metrics, USD a month\n${formatMetrics()}`);
console.log(
  `\nUSD for a million jobs around Bedrock, at 512 MB and 10 s of Bedrock\n${formatJobs()}`,
);
console.log(`\nUSD for a million requests to ${MODEL_ID}\n${formatSavings()}`);
