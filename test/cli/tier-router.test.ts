import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { composeReceiptLine } from './report/receipts';

const ROOT = join(__dirname, '..', '..');

it('is the program of npm run report', async () => {
  const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  expect(scripts.report).toBe('tsx cli/tier-router.ts report');
});

async function runTierRouter(words: readonly string[], input = '') {
  const child = spawn(process.execPath, ['--import', 'tsx', 'cli/tier-router.ts', ...words], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] },
  });
  child.stdin.end(input);
  const ended = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await ended;
  return { stdout, stderr, code };
}

it('reads standard input', async () => {
  const words = ['report', '--file', '-', '--by', 'tier', '--format', 'csv'];
  expect(await runTierRouter(words, `${composeReceiptLine()}\r\n`)).toEqual({
    stdout:
      'tier,requests,errors,input_tokens,output_tokens,cache_read_input_tokens,cache_write_input_tokens,estimated_cost_usd,estimated_savings_usd,unpriced_requests,unknown_usage_requests,unknown_savings_requests,lost_attempts,charged_requests,charged_usd,cache_hits,cache_savings_usd\n' +
      'flex,1,0,3,34,0,0,0.000047245,0.000047245,0,0,0,0,1,0.000047245,0,0\n',
    stderr: '',
    code: 0,
  });
});

it('ends without an error when nobody reads its output', async () => {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'cli/tier-router.ts', 'report', '--file', '-'],
    {
      cwd: ROOT,
      env: { PATH: process.env['PATH'] },
    },
  );
  child.stdout.destroy();
  await once(child.stdout, 'close');
  child.stdin.end(`${composeReceiptLine()}\n`);
  const ended = once(child, 'close');
  expect(await text(child.stderr)).toBe('');
  expect(await ended).toEqual([0, null]);
});

it('exits with the code of its command', async () => {
  const { code, stderr } = await runTierRouter(['report', '--file', '/nonexistent/router.log']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^report: ENOENT: no such file .+\n$/);
});
