import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createReportCommand } from '../../../../cli/report/command';
import { emulateInsights } from '../../emulate-insights';
import { expectDocument } from '../../expect-document';
import { runCaptured } from '../../run-captured';
import { startAccount } from '../../start-account';
import { composeReceiptLine } from '../receipts';

const report = (...words: string[]) => runCaptured(createReportCommand(), words);

function writeLog(lines: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'compare-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'router.log');
  writeFileSync(path, lines.join('\n'));
  return path;
}

const flex = (index: number, differences = {}) =>
  composeReceiptLine({ latency_ms: 1_000 + 10 * index, resolved_tier: 'flex', ...differences });
const standard = (index: number, differences = {}) =>
  composeReceiptLine({
    requested_tier: 'default',
    resolved_tier: 'default',
    latency_ms: 500 + index,
    estimated_cost_usd: 0.00009449,
    ...differences,
  });
const repeat = (count: number, write: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => write(index));

const COMPARE = ['--compare', 'flex,default', '--operation', 'extraction'];

describe('report --compare', () => {
  it('compares latency and cost with an interval for the difference', async () => {
    const path = writeLog([...repeat(100, flex), ...repeat(50, standard)]);
    expect(await report('--file', path, ...COMPARE)).toEqual({
      code: 0,
      stderr: '',
      stdout: `\
extraction, requested tiers, calls that ended from the beginning to the end

                flex   default  DIFFERENCE           95 % INTERVAL
calls            100        50
p50 ms          1495       525        +971           +874 to +1068
p95 ms          1941       547       +1394          +1334 to +1427
USD a call  0.000047  0.000094   -0.000047  -0.000047 to -0.000047

The difference is flex minus default. Its interval is the percentile bootstrap
of 1,000 resamples with a fixed seed.
It holds if the calls of both tiers are alike and independent. A split in the
settings makes them alike; a change of the route does not.
Failed calls and cached replies are left out. p95 needs 20 calls of each tier.
`,
    });
  });

  it('says what is not alike or not known', async () => {
    const path = writeLog([
      flex(0, { resolved_tier: 'default' }),
      flex(1, { estimated_cost_usd: undefined, cost_status: 'unpriced' }),
      flex(2, { status: 503 }),
      flex(3, { cache: { hit: true, age: 3 } }),
      flex(4, { operation: 'assessment' }),
      flex(5, { requested_tier: 'priority' }),
      standard(0, { model_id: 'google.gemma-3-27b-it' }),
    ]);
    const { stdout } = await report('--file', path, ...COMPARE);
    expect(stdout).toContain(`
calls              2         1
p50 ms          1005       500           -              -
p95 ms             -         -           -              -
USD a call  0.000047  0.000094           -              -
`);
    expect(stdout).toContain(`
! Another tier has served 1 of the calls of flex.
! The cost of 1 calls of flex is not known.
! The tiers have called other models: us.amazon.nova-2-lite-v1:0; and
google.gemma-3-27b-it.
`);
  });

  it('writes JSON', async () => {
    const path = writeLog([...repeat(20, flex), ...repeat(20, standard)]);
    const { stdout } = await report('--file', path, ...COMPARE, '--json');
    expect(expectDocument('report --compare', stdout)).toMatchObject({
      operation: 'extraction',
      tiers: [
        { serviceTier: 'flex', calls: 20, pricedCalls: 20, isCut: false, p50Millis: 1_095 },
        { serviceTier: 'default', calls: 20, servedByOthers: 0, p50Millis: 509.5 },
      ],
      p50Millis: { value: 585.5 },
    });
  });

  it('reads the latest calls of each tier from a log group', async () => {
    const row = {
      latency_ms: '100',
      estimated_cost_usd: '9.4E-5',
      resolved_tier: 'flex',
      model_id: 'us.amazon.nova-2-lite-v1:0',
    };
    const insights = emulateInsights({
      '"flex"': Array.from({ length: 10_000 }, () => row),
      '"default"': [{ ...row, resolved_tier: 'default' }],
    });
    const { run } = await startAccount({ emulators: [insights] });
    const { stdout } = await run('report', '--log-group', '/aws/lambda/router', ...COMPARE);
    expect(stdout).toContain('! Only the latest 10000 calls of flex were read.\n');
    expect([...insights.queries].sort()).toEqual(
      ['default', 'flex'].map(
        (tier) =>
          `fields latency_ms, estimated_cost_usd, resolved_tier, model_id | filter operation = "extraction" and requested_tier = "${tier}" | filter status < 400 and not ispresent(cache.age) | sort @timestamp desc | limit 10000`,
      ),
    );
  });
});
