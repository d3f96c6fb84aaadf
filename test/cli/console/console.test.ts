import { EventEmitter, once } from 'node:events';
import { expect, it } from 'vitest';
import { runConsole } from '../../../cli/console/run-console';
import { NOVA, startAccount } from '../start-account';

const FIGURES = { Id: 'answered', Label: 'extraction flex', Values: [42], StatusCode: 'Complete' };

/** Runs the command against an account, until the test stops it. */
async function start() {
  const account = await startAccount({
    parameters: { 'operations/extraction': `${NOVA}:flex` },
    emulators: [
      {
        accepts: ({ headers }) => String(headers['x-amz-target']).endsWith('.GetMetricData'),
        listener: (_, response) => {
          response.setHeader('content-type', 'application/x-amz-json-1.0');
          response.end(JSON.stringify({ MetricDataResults: [FIGURES] }));
        },
      },
    ],
  });
  const session = new EventEmitter();
  const stopped = once(session, 'stop');
  const lines: string[] = [];
  const write = (line: string) => {
    lines.push(line);
    session.emit('line');
  };
  const served = once(session, 'line');
  const running = runConsole({ port: 0 }, { waitForStop: () => stopped, write });
  await Promise.race([served, running]);
  const [url = ''] = /http:\S+/.exec(lines[0] ?? '') ?? [];
  const stop = async () => {
    session.emit('stop');
    await running;
  };
  return { ...account, url, lines, stop };
}

it('serves the console on loopback until it is stopped, and writes what was changed', async () => {
  const { url, lines, read, stop } = await start();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{24}\/$/);
  const page = await (await fetch(url)).text();
  expect(page).toContain('Console of /bedrock-tier-router');
  expect(page).toContain('<h3>flex</h3><dl><div><dt>Calls</dt><dd>42</dd></div>');
  expect(page).toContain(', by local</span>');
  const [, form = ''] = page.split('id="form-choose-extraction-0"');
  const body = new URLSearchParams({
    ...{ edit: 'choose', section: 'operations', operation: 'extraction', position: '0' },
    ...{ candidate: NOVA, seen: /name="seen" value="(\w+)"/.exec(form)?.[1] ?? '' },
  });
  const { origin } = new URL(url);
  const answer = await fetch(`${url}change`, { method: 'POST', body, headers: { origin } });
  expect([answer.status, answer.redirected]).toEqual([200, true]);
  expect(read('overrides/operations/extraction')).toBe(NOVA);
  expect(lines.slice(1)).toEqual(['saved overrides/operations/extraction (version 1)']);
  await stop();
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

it.each([
  [['--port', '-1'], 'It may be 0 (any free port) to 65535.'],
  [['--port', '65536'], 'It may be 0 (any free port) to 65535.'],
])('refuses %j', async (words, reason) => {
  const { run } = await startAccount();
  const { code, stderr } = await run('console', ...words);
  expect([code, stderr]).toEqual([2, expect.stringContaining(reason)]);
});

it('ends if there is no router, and by a signal until it has found one', async () => {
  const { run } = await startAccount();
  const listeners = process.listenerCount('SIGINT');
  const { code, stderr } = await run('console', '--prefix', '/another');
  expect(code).toBe(1);
  expect(stderr).toMatch(/^console: /);
  expect(process.listenerCount('SIGINT')).toBe(listeners);
});
