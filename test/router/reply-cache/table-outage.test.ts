import { afterEach, describe, expect, it } from 'vitest';
import { startLocalRouter } from '../../../local/local-router';
import { runRouter } from '../../clients/run-router';
import { post } from '../support';
import { ask, CACHED, NOVA, prompt } from './cached-replies';

const OPTIONS = {
  settings: { operations: { cached: NOVA, plain: NOVA } },
  operationSettings: { cached: CACHED },
};

/** Requests do without the cache for five seconds after a failure, so each failure has a router of its own. */
describe.each([
  ['fails', 'internal', undefined],
  ['hangs', 'hang', undefined],
  ['fails at writes alone', 'internal', 'PutItem'],
] as const)('while the table %s', (_, kind, operation) => {
  const router = runRouter(OPTIONS);
  afterEach(() => router.aws.dynamoDb.failures.clear());

  it('requests are answered by Bedrock, and one log line and the metric say why', async () => {
    router.aws.dynamoDb.failures.plan({ kind, operation, times: 99 });
    for (const text of ['first', 'first', 'second']) {
      const answer = await ask(router, '/v1/cached', prompt(text));
      expect([answer.status, answer.cache]).toEqual([200, 'none']);
    }
    expect(router.arrivals).toHaveLength(3);
    const errors = () => router.log.lines.filter((line) => line['CacheErrors'] === 1);
    await router.log.find((line) => 'CacheErrors' in line);
    await router.log.find((line) => String(line['message']).startsWith('Reply cache unavailable'));
    expect(errors()).toHaveLength(1);
    // The failed call and those that were under way with it, or after an answer.
    expect(router.aws.dynamoDb.journal.length).toBeLessThan(9);
  });
});

it('a request whose own time ends while the table hangs ends in time', async () => {
  const router = await startLocalRouter(OPTIONS);
  router.aws.dynamoDb.failures.plan({ kind: 'hang', times: 99 });
  const headers = { 'x-router-timeout-ms': '200' };
  const response = await post(router, '/v1/cached', prompt('short'), headers);
  const { message } = (await response.json()) as { message: string };
  expect([response.status, message]).toEqual([408, 'the request did not end within its 0.2 s']);
  await router.close();
});

it('a request without the setting makes no call of DynamoDB', async () => {
  const router = await startLocalRouter(OPTIONS);
  await (await post(router, '/v1/plain', prompt('plain'))).text();
  expect(router.aws.dynamoDb.journal).toEqual([]);
  await router.close();
});

it('settings with a cache are refused where the deploy allows none', async () => {
  const lines: string[] = [];
  const router = await startLocalRouter({
    ...OPTIONS,
    settings: { ...OPTIONS.settings, replyCacheTable: undefined },
    onLogLine: (line) => void lines.push(line),
  });
  const response = await post(router, '/v1/cached', prompt('refused'));
  await response.text();
  expect([response.status, response.headers.get('x-router-error')]).toEqual([
    503,
    'mapping-unavailable',
  ]);
  expect(lines.join('\n')).toContain('cache is not allowed here, because it stores replies');
  await router.close();
});
