import { beforeAll, describe, expect, it } from 'vitest';
import { type LocalRouter, startLocalRouter } from '../../../local/local-router';
import type { MetricsSummary } from '../../../local/metrics/metrics-aggregate';
import { post, until } from '../../router/support';

describe('the metrics of a running router', () => {
  let answers: readonly (readonly [status: number, type: string | null, body: string])[];
  let summary: MetricsSummary;
  let served: LocalRouter['aws']['bedrock']['journal']['entries'];

  beforeAll(async () => {
    const router = await startLocalRouter();
    const page = `${router.aws.url}/_local/metrics.json`;
    await sendCalls(router);
    await until(async () => (await readSummary(page)).total.requests === 8);
    served = router.aws.bedrock.journal.entries;
    answers = await Promise.all([
      ask(`${page}?now`),
      ask(page, { method: 'POST' }),
      ask(page, { method: 'HEAD' }),
    ]);
    summary = await readSummary(page);
    await router.close();
  });

  async function sendCalls(router: LocalRouter): Promise<void> {
    const send = async (path: string) => (await post(router, path)).arrayBuffer();
    for (let call = 0; call < 3; call += 1) await send('/v1/extraction');
    await send('/v1/extraction/stream');
    await send('/model/us.anthropic.claude-sonnet-4-6:flex/converse');
    for (const kind of ['throttle', 'access-denied', 'downgrade'] as const) {
      router.aws.bedrock.failures.add({ kind });
      await send('/v1/classification');
    }
  }

  async function ask(url: string, init: RequestInit = {}) {
    const response = await fetch(url, init);
    return [response.status, response.headers.get('content-type'), await response.text()] as const;
  }

  async function readSummary(page: string): Promise<MetricsSummary> {
    const [, , body] = await ask(page);
    return JSON.parse(body);
  }

  it('count the calls that were sent, by operation and tier', () => {
    expect(
      summary.operations.map((row) => [
        row.operation,
        row.serviceTier,
        row.requests,
        row.succeeded,
      ]),
    ).toEqual([
      ['classification', 'priority', 3, 1],
      ['direct', 'flex', 1, 1],
      ['extraction', 'flex', 4, 4],
    ]);
    expect(summary.operations[0]).toMatchObject({
      ...{ throttles: 1, clientErrors: 1, serverErrors: 0, tierDowngrades: 1, tierFallbacks: 0 },
    });
    expect(summary.operations[1]).toMatchObject({ tierDowngrades: 0, tierFallbacks: 1 });
  });

  it('count them by model, requested tier and resolved tier', () => {
    expect(
      summary.models.map((row) => [
        ...[row.modelId, row.serviceTier, row.resolvedServiceTier, row.requests],
      ]),
    ).toEqual([
      ['us.amazon.nova-2-lite-v1:0', 'flex', 'flex', 4],
      ['us.amazon.nova-2-lite-v1:0', 'priority', 'default', 1],
      ['us.amazon.nova-2-lite-v1:0', 'priority', 'unreported', 2],
      ['us.anthropic.claude-sonnet-4-6', 'flex', 'default', 1],
    ]);
  });

  it('have the tokens that Bedrock counted, and a time for every call', () => {
    const { total } = summary;
    const counted = served.map(({ usage }) => usage);
    expect(total.inputTokens).toBe(
      counted.reduce((sum, usage) => sum + (usage?.inputTokens ?? 0), 0),
    );
    expect(total.outputTokens).toBe(
      counted.reduce((sum, usage) => sum + (usage?.outputTokens ?? 0), 0),
    );
    expect(total.outputTokens).toBeGreaterThan(0);
    expect(total.latencyMillis?.samples).toBe(8);
    expect(total.routerLatencyMillis?.samples).toBe(8);
    expect(total.timeToFirstTokenMillis?.samples).toBe(1);
  });

  it('are JSON', () => {
    expect(answers[0]).toEqual([200, 'application/json', JSON.stringify(summary)]);
  });

  it('are read-only', () => {
    expect(answers[1]).toEqual([405, 'application/json', '{"message":"allowed: GET, HEAD"}']);
    expect(answers[2]).toEqual([200, 'application/json', '']);
  });
});
