import { expect, it } from 'vitest';
import type { JsonObject } from '../../../lambda/core/json/json-object';
import { post, startObservedRouter, until } from '../support';

/** What the deployed bundle writes of a request that is served, one that is refused and one that fails. */
async function observeLines(
  environment: Readonly<Record<string, string>>,
): Promise<readonly JsonObject[]> {
  const router = await startObservedRouter({ environment });
  try {
    await post(router, '/v1/assessment');
    await post(router, '/v1/no-operation');
    router.aws.bedrock.failures.add({ kind: 'unavailable', times: 99 });
    await post(router, '/v1/extraction');
    await until(() => router.log.some(({ status }) => status === 503));
    return router.log;
  } finally {
    await router.close();
  }
}

const receiptsOf = (lines: readonly JsonObject[]) =>
  lines.filter(({ status }) => status !== undefined);
const metricsOf = (lines: readonly JsonObject[]) => lines.filter((line) => '_aws' in line);

it('name the service, the namespace and the time zone of every line', async () => {
  const lines = await observeLines({
    POWERTOOLS_SERVICE_NAME: 'team/router',
    POWERTOOLS_METRICS_NAMESPACE: 'TeamNamespace',
    TZ: 'Asia/Kolkata',
  });
  const receipts = receiptsOf(lines);
  expect(receipts.map(({ level }) => level)).toEqual(['INFO', 'WARN', 'ERROR']);
  for (const receipt of receipts) {
    expect(Object.keys(receipt).slice(0, 4)).toEqual(['level', 'message', 'timestamp', 'service']);
    expect(receipt['timestamp']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+05:30$/);
  }
  expect(new Set(lines.map(({ service }) => service))).toEqual(new Set(['team/router']));
  const metrics = metricsOf(lines);
  expect(metrics.length).toBeGreaterThanOrEqual(2);
  for (const metric of metrics) {
    expect(metric).toMatchObject({ _aws: { CloudWatchMetrics: [{ Namespace: 'TeamNamespace' }] } });
  }
});

it.each([
  [{ POWERTOOLS_LOG_LEVEL: 'WARN' }, ['WARN', 'ERROR']],
  [{ POWERTOOLS_LOG_LEVEL: 'DEBUG', AWS_LAMBDA_LOG_LEVEL: 'ERROR' }, ['ERROR']],
])('leave out the lines below a level, and no metric: %j', async (environment, levels) => {
  const lines = await observeLines(environment);
  expect(receiptsOf(lines).map(({ level }) => level)).toEqual(levels);
  expect(metricsOf(lines).some((line) => line['Operation'] === 'assessment')).toBe(true);
});

it('leave out the metrics, and no log line', async () => {
  const lines = await observeLines({ POWERTOOLS_METRICS_DISABLED: 'true' });
  expect(metricsOf(lines)).toEqual([]);
  expect(receiptsOf(lines).map(({ level }) => level)).toEqual(['INFO', 'WARN', 'ERROR']);
});
