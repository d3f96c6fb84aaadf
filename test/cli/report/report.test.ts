import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startLocalRouter } from '../../../local/local-router';
import { post, until } from '../../router/support';
import { startFakeInsights } from './fake-insights';
import { composeReceiptLine } from './receipts';

const ROOT = join(__dirname, '..', '..', '..');

/** What the script `report` runs. */
async function runReport(
  words: readonly string[],
  { input = '', environment = {} }: { input?: string; environment?: Record<string, string> } = {},
) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'cli/report/report.ts', ...words], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], ...environment },
  });
  child.stdin.end(input);
  const ended = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await ended;
  return { stdout, stderr, code };
}

async function writeLog(lines: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'report-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'router.log');
  await writeFile(path, lines.join('\n'));
  return path;
}

it('is what npm run report runs', async () => {
  const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  expect(scripts.report).toBe('tsx cli/report/report.ts');
});

describe('a report', () => {
  it('adds a file up, the dearest first', async () => {
    const path = await writeLog([
      'Router           http://127.0.0.1:8080',
      composeReceiptLine(),
      composeReceiptLine({
        operation: 'assessment',
        requested_tier: 'default',
        estimated_cost_usd: 0.00009449,
        estimated_savings_usd: 0,
      }),
    ]);
    expect(await runReport(['--file', path])).toEqual({
      stdout: [
        'CALLER  OPERATION   TIER     REQ  ERR  IN  OUT  COST USD  SAVED USD',
        'Claims  assessment  default    1    0   3   34  0.000094   0.000000',
        'Claims  extraction  flex       1    0   3   34  0.000047   0.000047',
        'TOTAL                          2    0   6   68  0.000142   0.000047',
        '',
      ].join('\n'),
      stderr: '',
      code: 0,
    });
  });

  it('reads the standard input', async () => {
    const words = ['--file', '-', '--by', 'tier', '--format', 'csv'];
    const { stdout, code } = await runReport(words, { input: `${composeReceiptLine()}\r\n` });
    expect(stdout).toBe(
      'tier,requests,errors,input_tokens,output_tokens,estimated_cost_usd,estimated_savings_usd,unpriced_requests\n' +
        'flex,1,0,3,34,0.000047245,0.000047245,0\n',
    );
    expect(code).toBe(0);
  });

  it('of what a router has just logged has what the answers said', async () => {
    const lines: string[] = [];
    const router = await startLocalRouter({ onLogLine: (line) => lines.push(line) });
    const responses = [
      await post(router, '/v1/extraction'),
      await post(router, '/v1/extraction'),
      await post(router, '/model/amazon.nova-2-lite-v1:0/converse'),
    ];
    await Promise.all(responses.map((response) => response.arrayBuffer()));
    await until(() => lines.filter((line) => line.includes('"latency_ms"')).length === 3);
    await router.close();
    const path = await writeLog(lines);
    const { stdout } = await runReport(['--file', path, '--format', 'json', '--by', 'operation']);
    const cost = Number(responses[0]?.headers.get('x-router-estimated-cost-usd'));
    expect(cost).toBe(0.000047245);
    expect(JSON.parse(stdout)).toMatchObject({
      rows: [
        { operation: 'extraction', requests: 2, estimatedCostUsd: 0.00009449 },
        { operation: 'direct', requests: 1, estimatedCostUsd: null, unpricedRequests: 1 },
      ],
    });
  });

  it('asks CloudWatch Logs, wherever the SDK finds it', async () => {
    const results = [
      [
        { field: 'requested_tier', value: 'flex' },
        { field: 'requests', value: '2' },
        { field: 'measured', value: '2' },
        { field: 'priced', value: '2' },
        { field: 'cost_usd', value: '9.449E-5' },
      ],
    ];
    const { url, calls } = await startFakeInsights([
      { status: 'Running' },
      { status: 'Complete', results },
    ]);
    const environment = {
      AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    };
    const words = ['--log-group', '/aws/lambda/router', '--by', 'tier'];
    expect(await runReport(words, { environment })).toEqual({
      stdout: [
        'TIER   REQ  ERR  IN  OUT  COST USD  SAVED USD',
        'flex     2    0   0    0  0.000094   0.000000',
        'TOTAL    2    0   0    0  0.000094   0.000000',
        '',
      ].join('\n'),
      stderr: '',
      code: 0,
    });
    expect(calls).toHaveLength(3);
  });

  it.each([
    [['--help'], 0],
    [['--file', 'README.md'], 0],
  ])('of %j ends well', async (words, expected) => {
    const { stdout, stderr, code } = await runReport(words);
    expect([code, stderr]).toEqual([expected, '']);
    expect(stdout).toMatch(/^(Usage: npm run report|No requests\.)/);
  });

  it.each([
    [['--by', 'team', '--file', '-'], 2, /^report: --by is "team"; .+\n$/],
    [[], 2, /^report: name one source: .+\n$/],
    [['--file', '/'], 1, /^report: EISDIR: .+\n$/],
    [['--file', '/nonexistent/router.log'], 1, /^report: ENOENT: no such file .+\n$/],
  ])('of %j says in one line what is wrong', async (words, code, line) => {
    const run = await runReport(words);
    expect([run.code, run.stdout]).toEqual([code, '']);
    expect(run.stderr).toMatch(line);
  });
});
