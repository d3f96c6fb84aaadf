import { expect, it } from 'vitest';
import { emulateInsights } from '../emulate-insights';
import { expectDocument } from '../expect-document';
import { NOVA, startAccount } from '../start-account';

const EXTRACTION = { operation: 'extraction', model_id: NOVA, requested_tier: 'default' };
const COUNTS = {
  inputTokens: '1000000',
  outputTokens: '100000',
  cacheReadInputTokens: '0',
  cacheWriteInputTokens: '0',
  cacheWriteOneHourInputTokens: '0',
};
/** 0.33 USD in and 0.275 USD out on the default tier. */
const USAGE = [{ ...EXTRACTION, ...COUNTS, calls: '1000', priced: '1000', cost: '0.605' }];
const LATENCIES = [
  { ...EXTRACTION, calls: '980', p95: '3100.4' },
  { ...EXTRACTION, requested_tier: 'priority', calls: '20', p95: '2100' },
];

const start = (usage: readonly Readonly<Record<string, string>>[], config = {}) => {
  const insights = emulateInsights({ 'pct(': LATENCIES, 'sum(': usage });
  return startAccount({ emulators: [insights], config }).then((account) => ({
    ...account,
    insights,
  }));
};

it('prices the calls on every tier that the deploy allows', async () => {
  const { run } = await start(USAGE);
  const { code, stdout } = await run('advise');
  expect(code).toBe(0);
  const [title, ...sections] = stdout.split('\n\n');
  expect(title).toMatch(
    /^\/bedrock-tier-router in us-east-1, calls that ended from \S+ \S+Z to\n\S+ \S+Z$/,
  );
  expect(sections.join('\n\n')).toBe(`\
extraction, us.amazon.nova-2-lite-v1:0, 1000 calls
  TIER       COST USD  CHANGE  P95 MS  CALLS
  as called    0.6050                   1000
  priority     1.0588    +75%    2100     20
  default      0.6050      0%    3100    980
  flex         0.3025    -50%       -      0
flex alone would have cost 0.3025 USD less. How long it takes is not known.

What the log cannot say: how long a tier takes that was not called (-), whether
Bedrock serves every flex call in time, and whether another model answers as
well.
A split in the settings sends a part of the calls to another tier, and report
--compare compares them.
`);
});

it('says what has no price or unknown usage', async () => {
  const { run } = await start(
    [
      ...USAGE,
      { ...EXTRACTION, calls: '7', priced: '0', cost_status: 'unknown-usage' },
      {
        operation: 'assessment',
        model_id: 'acme.new',
        requested_tier: 'default',
        calls: '3',
        priced: '0',
      },
    ],
    { allowedModels: ['*'] },
  );
  const { stdout } = await run('advise', '--since', '24h');
  expect(stdout).toContain(`
! 7 of the calls have no price or unknown usage, and are in no sum.
`);
  expect(stdout).toContain(`
assessment, acme.new, 3 calls
  TIER                             COST USD  CHANGE  P95 MS  CALLS
  as called                               -                      3
  priority (may not be supported)         -       -       -      0
`);
  expect(stdout).toContain('Without prices, nothing can be said of the cost.\n');
});

it('writes JSON', async () => {
  const { run, insights } = await start(USAGE);
  const { stdout } = await run('advise', '--json');
  expect(expectDocument('advise', stdout)).toMatchObject({
    operations: [
      {
        operation: 'extraction',
        modelId: NOVA,
        calls: 1_000,
        uncountedCalls: 0,
        usd: 0.605,
        tiers: [
          { serviceTier: 'priority', calls: 20, p95Millis: 2_100, change: 0.75 },
          { serviceTier: 'default', calls: 980, support: 'supported' },
          { serviceTier: 'flex', calls: 0, usd: 0.3025, change: -0.5 },
        ],
      },
    ],
  });
  const [usage = ''] = insights.queries.filter((query) => query.includes('sum('));
  expect(usage).toContain(
    '((usage.inputTokens + usage.cacheReadInputTokens + usage.cacheWriteInputTokens) > 200000) as above_200000',
  );
  expect(usage).toContain(
    'by operation, model_id, requested_tier, cost_status, above_100000, above_200000, above_272000 |',
  );
});

it('prices long prompts by their own rates', async () => {
  const model_id = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
  const long = { ...EXTRACTION, ...COUNTS, model_id, calls: '4', priced: '4', cost: '1' };
  const short = { ...long, calls: '100', priced: '100' };
  const priceOf = async (row: Readonly<Record<string, string>>) => {
    const { run } = await start([row], { allowedModels: ['*'] });
    const { operations } = JSON.parse((await run('advise', '--json')).stdout);
    return operations[0].tiers.find(
      ({ serviceTier }: { serviceTier: string }) => serviceTier === 'default',
    ).usd;
  };
  // 250,000 tokens a prompt, and 10,000.
  expect([await priceOf(long), await priceOf(short)]).toEqual([9.075, 4.95]);
});

it('says that the log has no calls', async () => {
  const { run } = await start([]);
  expect((await run('advise')).stdout).toContain('The log has no calls of this time.');
});
