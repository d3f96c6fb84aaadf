import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createReportCommand } from '../../../cli/report/command';
import { emulateInsights } from '../emulate-insights';
import { expectDocument } from '../expect-document';
import { runCaptured } from '../run-captured';
import { startAccount } from '../start-account';
import { startFakeInsights } from './fake-insights';
import { composeReceiptLine } from './receipts';

const report = (words: readonly string[]) => runCaptured(createReportCommand(), words);

async function writeLog(lines: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'report-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'router.log');
  await writeFile(path, lines.join('\n'));
  return path;
}

describe('the report of a file', () => {
  it('adds up receipts, the most expensive first', async () => {
    const path = await writeLog([
      'Router           http://127.0.0.1:8080',
      composeReceiptLine(),
      composeReceiptLine({
        operation: 'assessment',
        requested_tier: 'default',
        estimated_cost_usd: 0.00009449,
        estimated_savings_usd: 0,
        charged_usd: 0.00009449,
      }),
    ]);
    expect(await report(['--file', path])).toEqual({
      stdout: [
        'CALLER  OPERATION   REQUESTED  REQ  ERR  IN  OUT  COST USD  SAVED USD',
        'Claims  assessment  default      1    0   3   34  0.000094   0.000000',
        'Claims  extraction  flex         1    0   3   34  0.000047   0.000047',
        'TOTAL                            2    0   6   68  0.000142   0.000047',
        '',
        'Budgets count 0.000142 USD: each request is rounded up to a nano-dollar.',
        '',
      ].join('\n'),
      stderr: '',
      code: 0,
    });
  });

  it.each([
    [['--by', 'tier,model', '--format', 'csv'], /^tier,model,requests,/],
    [['--by', 'tier,resolved_tier'], /^REQUESTED {2}RESOLVED {2}REQ .*\nflex {7}default {5}1 /],
    [['--by', 'variant'], /^VARIANT {2}REQ .*\neu {9}1 /],
    [['--by', 'resolved_tier', '--format', 'csv'], /^resolved_tier,requests,.*\ndefault,1,/],
    [['--format', 'json'], /^\{\n {2}"from": null,\n {2}"to": null,/],
    [['--from', '2026-11-21T09:30:00Z', '--to', '2026-11-21T09:30:00Z'], /^Claims /m],
    [
      ['--from', '2026-11-21T09:30:01Z'],
      /^No requests in the file\. Was it written by .*\?\nRequests that ended from 2026-11-21T09:30:01Z\n$/,
    ],
    [['--to', '2026-11-21'], /^No requests .*\nRequests that ended to 2026-11-21T00:00:00Z\n$/],
    [['--since', '1m'], /^No requests .*\nRequests that ended from \S+ to \S+\n$/],
    [['--by', 'metadata.batch'], /^metadata\.batch {2}REQ .*\n4711 {14}1 /],
  ])('with %j has %s', async (words, text) => {
    const path = await writeLog([
      composeReceiptLine({ resolved_tier: 'default', variant: 'eu', metadata: { batch: '4711' } }),
    ]);
    const { code, stdout } = await report(['--file', path, ...words]);
    expect(code).toBe(0);
    expect(stdout).toMatch(text);
  });

  it('as CSV has its notes on standard error', async () => {
    const path = await writeLog([composeReceiptLine(), composeReceiptLine().slice(0, -1)]);
    const { stdout, stderr } = await report(['--file', path, '--format', 'csv']);
    expect(stdout.split('\n')).toHaveLength(3);
    expect(stderr).toBe('Left out: 1 line that could not be read\n');
  });

  it.each([
    ['/', /^report: EISDIR: .+\n$/],
    ['/nonexistent/router.log', /^report: ENOENT: no such file .+\n$/],
  ])('%s fails with the reason in one line', async (path, line) => {
    const { code, stdout, stderr } = await report(['--file', path]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(line);
  });
});

it('asks whether a file without requests has the log lines', async () => {
  const path = await writeLog(['09:30:12  200  extraction  flex -> flex  13 ms']);
  expect(await report(['--file', path])).toMatchObject({
    code: 0,
    stdout: 'No requests in the file. Was it written by npm start -- --raw-logs?\n',
  });
});

describe('the report of a log group', () => {
  afterEach(() => void vi.unstubAllEnvs());

  it('asks CloudWatch Logs at the endpoint of the environment for the last day', async () => {
    const results = [
      [
        { field: 'is_readable', value: '1' },
        { field: 'is_routed', value: '1' },
        { field: 'requested_tier', value: 'flex' },
        { field: 'requests', value: '2' },
        { field: 'priced', value: '2' },
        { field: 'cost_usd', value: '9.449E-5' },
      ],
    ];
    const { url, calls } = await startFakeInsights([
      { status: 'Running' },
      { status: 'Complete', results },
    ]);
    vi.stubEnv('AWS_ENDPOINT_URL_CLOUDWATCH_LOGS', url);
    vi.stubEnv('AWS_REGION', 'us-east-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
    const words = ['--log-group', '/aws/lambda/router,/aws/lambda/jobs', '--by', 'tier'];
    const { code, stdout, stderr } = await report(words);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n')).toEqual([
      'REQUESTED  REQ  ERR  IN  OUT  COST USD  SAVED USD',
      'flex         2    0   0    0  0.000094          -',
      'TOTAL        2    0   0    0  0.000094          -',
      '',
      'SAVED USD is without 2 requests to models whose default tier has no price',
      expect.stringMatching(/^Requests that ended from \S+ to \S+$/),
      '',
    ]);
    expect(calls).toHaveLength(3);
    const { startTime, endTime, logGroupNames } = Object(calls[0]?.input);
    expect(logGroupNames).toEqual(['/aws/lambda/router', '/aws/lambda/jobs']);
    // From the second before to the second after.
    expect([86_400, 86_401]).toContain(endTime - startTime);
  });
});

it('reads the log groups of the router without a source', async () => {
  const insights = emulateInsights({
    'stats count(': [{ is_readable: '1', is_routed: '1', requested_tier: 'flex', requests: '3' }],
  });
  const { run } = await startAccount({ emulators: [insights] });
  const { code, stdout } = await run('report', '--by', 'tier', '--json');
  expect(code).toBe(0);
  expect(expectDocument('report', stdout)).toMatchObject({ rows: [{ tier: 'flex', requests: 3 }] });
});

describe('the flags of a report', () => {
  afterEach(() => void vi.unstubAllEnvs());

  it('are shown in 80 columns', async () => {
    const { code, stdout } = await report(['--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: npx bedrock-tier-router report \[options\]\n/);
    expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  it('name the script of a checkout when it runs them', async () => {
    vi.stubEnv('npm_lifecycle_event', 'report');
    const { stdout } = await report(['--help']);
    expect(stdout).toMatch(/^Usage: npm run report -- \[options\]\n/);
  });

  const FILE = ['--file', 'router.log'];

  it.each([
    [
      [...FILE, '--compare', 'flex'],
      "option '--compare <tiers>' argument 'flex' is invalid. It may be two of priority, default, flex, reserved, ultrafast.",
    ],
    [[...FILE, '--compare', 'flex,default'], '--compare needs --operation <name>'],
    [
      [...FILE, '--compare', 'flex,default', '--operation', 'a"b'],
      "option '--operation <name>' argument 'a\"b' is invalid. It may be the name of an operation, or \"direct\".",
    ],
    [
      [...FILE, '--log-group', '/aws/lambda/router'],
      "option '--log-group <names>' cannot be used with option '--file <path>'",
    ],
    [['--file', ''], "option '--file <path>' argument '' is invalid. It may not be empty."],
    [
      ['--log-group', ''],
      "option '--log-group <names>' argument '' is invalid. It may not be empty.",
    ],
    [
      [...FILE, '--by', 'caller,team'],
      "option '--by <names>' argument 'caller,team' is invalid. It may have each of these once, between commas: caller, operation, tier, resolved_tier, model, variant, metadata.KEY.",
    ],
    [
      [...FILE, '--by', 'tier,metadata.'],
      "option '--by <names>' argument 'tier,metadata.' is invalid. It may have each of these once, between commas: caller, operation, tier, resolved_tier, model, variant, metadata.KEY.",
    ],
    [
      [...FILE, '--by', 'metadata.a,metadata.a'],
      "option '--by <names>' argument 'metadata.a,metadata.a' is invalid. It may have each of these once, between commas: caller, operation, tier, resolved_tier, model, variant, metadata.KEY.",
    ],
    [
      [...FILE, '--by', 'metadata.a`b'],
      "option '--by <names>' argument 'metadata.a`b' is invalid. It may have each of these once, between commas: caller, operation, tier, resolved_tier, model, variant, metadata.KEY.",
    ],
    [
      [...FILE, '--format', 'xml'],
      "option '--format <format>' argument 'xml' is invalid. Allowed choices are table, csv, json.",
    ],
    [
      [...FILE, '--since', '1w'],
      "option '--since <duration>' argument '1w' is invalid. It may be a number of minutes, hours or days: 90m, 24h, 7d.",
    ],
    [
      [...FILE, '--from', 'yesterday'],
      "option '--from <time>' argument 'yesterday' is invalid. It may be a time as 2026-11-21 or 2026-11-21T09:30:00Z.",
    ],
    [
      [...FILE, '--to', '2026-13-01'],
      "option '--to <time>' argument '2026-13-01' is invalid. It may be a time as 2026-11-21 or 2026-11-21T09:30:00Z.",
    ],
    [
      [...FILE, '--from', '2026-11-02', '--to', '2026-11-01'],
      '--from is after --to: 2026-11-02T00:00:00.000Z and 2026-11-01T00:00:00.000Z',
    ],
    [
      [...FILE, '--since', '1h', '--to', '2026-11-01'],
      "option '--since <duration>' cannot be used with option '--to <time>'",
    ],
    [
      [...FILE, '--since', '1h', '--from', '2026-11-01'],
      "option '--since <duration>' cannot be used with option '--from <time>'",
    ],
    [['--logs'], "unknown option '--logs'"],
  ])('%j are refused', async (words, message) => {
    expect(await report(words)).toEqual({ code: 2, stdout: '', stderr: `report: ${message}\n` });
  });
});
