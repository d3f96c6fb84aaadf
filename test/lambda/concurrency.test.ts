import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type LocalRouter, startLocalRouter } from '../../local/local-router';
import {
  type Answered,
  composeMixedRequests,
  INTERRUPTED_MODEL,
  OPERATIONS,
  planTrouble,
  SECRET,
  sendAll,
} from './mixed-requests';

type LogLine = Readonly<Record<string, unknown>>;

const lines: string[] = [];
let router: LocalRouter;
let answered: readonly Answered[];

beforeAll(async () => {
  router = await startLocalRouter({
    settings: { operations: OPERATIONS, mappingMaxAgeSeconds: 0 },
    environment: { POWERTOOLS_LOG_LEVEL: 'DEBUG' },
    onLogLine: (line) => lines.push(line),
  });
  planTrouble(router.aws.bedrock);
  answered = await sendAll(router.url, composeMixedRequests());
  await vi.waitFor(() => {
    expect(readReceipts()).toHaveLength(50);
    expect(readMetrics()).toHaveLength(readRoutedReceipts().length);
  });
});

afterAll(() => router.close());

function readLines(): LogLine[] {
  return lines.map((line) => JSON.parse(line));
}

function readReceipts(): LogLine[] {
  return readLines().filter(({ status }) => status !== undefined);
}

/** Requests that had a plan, and so metrics. */
function readRoutedReceipts(): LogLine[] {
  return readReceipts().filter(({ requested_tier }) => requested_tier !== undefined);
}

function readMetrics(): LogLine[] {
  return readLines().filter((line) => '_aws' in line);
}

function listJournal() {
  return router.aws.bedrock.journal.entries;
}

function sum(values: readonly unknown[]): number {
  return values.reduce<number>((total, value) => total + Number(value ?? 0), 0);
}

function countBy(values: readonly unknown[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
  return counts;
}

const header = ({ answer }: Answered, name: string) => answer.headers[name];

describe('fifty requests at once', () => {
  it('are answered in another order than they were sent', () => {
    const order = answered.map(({ index }) => index);
    expect(order).toHaveLength(50);
    expect(order).not.toEqual([...order].sort((one, other) => one - other));
  });

  it('end in every way there is', () => {
    const statuses = countBy(answered.map(({ answer }) => answer.status));
    expect(Object.keys(statuses).sort()).toEqual(['200', '400', '404', '424', '429', '503']);
  });

  it('have one receipt each, under an ID of its own', () => {
    const ids = readReceipts().map(({ request_id }) => request_id);
    expect(new Set(ids).size).toBe(50);
  });

  it('have receipts that agree with what their clients received', () => {
    const replied = answered.filter((each) => header(each, 'x-amzn-requestid') !== undefined);
    expect(replied.length).toBeGreaterThan(20);
    for (const each of replied) {
      const id = header(each, 'x-amzn-requestid');
      const [receipt, ...others] = readReceipts().filter(
        ({ bedrock_request_id }) => bedrock_request_id === id,
      );
      expect(others).toEqual([]);
      expect(receipt).toMatchObject({
        operation: header(each, 'x-router-operation'),
        model_id: header(each, 'x-router-model-id'),
        requested_tier: header(each, 'x-router-requested-tier'),
        mapping_version: header(each, 'x-router-mapping-version'),
      });
      expect(receipt?.['tier_fallback']).toBe(header(each, 'x-router-tier-fallback'));
    }
  });

  it('have as many refusals of each kind in the log as clients received', () => {
    const told = answered.flatMap((each) => header(each, 'x-router-error') ?? []);
    const logged = readReceipts().flatMap(({ router_error }) => router_error ?? []);
    expect(countBy(logged)).toEqual(countBy(told));
    expect(countBy(told)).toMatchObject({
      'invalid-body': 5,
      'unknown-operation': 5,
      'invalid-tier': 5,
    });
  });

  it('name their tier in lines of their own', () => {
    const asked = readRoutedReceipts().filter(({ requested_tier }) => requested_tier !== 'default');
    for (const { request_id, requested_tier } of asked) {
      const messages = readLines()
        .filter((line) => line['request_id'] === request_id)
        .map(({ message }) => message);
      expect(messages).toContain(`Using service tier: ${requested_tier}`);
      expect(messages.filter((message) => /^Using/.test(String(message)))).toHaveLength(1);
    }
  });
});

describe('their metrics', () => {
  it('are one line for each request that had a plan, under its own dimensions', () => {
    const expected = readRoutedReceipts().map(
      ({ operation, requested_tier, model_id, resolved_tier }) =>
        [operation, requested_tier, model_id, resolved_tier ?? 'unreported'].join(' '),
    );
    const published = readMetrics().map(
      ({ Operation, ServiceTier, ModelId, ResolvedServiceTier }) =>
        [Operation, ServiceTier, ModelId, ResolvedServiceTier].join(' '),
    );
    expect(countBy(published)).toEqual(countBy(expected));
  });

  it('count each request once', () => {
    const endings = [
      'Invocations',
      'InvocationClientErrors',
      'InvocationServerErrors',
      'InvocationThrottles',
    ];
    for (const line of readMetrics()) expect(sum(endings.map((name) => line[name]))).toBe(1);
    const statuses = readRoutedReceipts().map(({ status }) => Number(status));
    const count = (name: string) => sum(readMetrics().map((line) => line[name]));
    expect(count('Invocations')).toBe(statuses.filter((status) => status === 200).length);
    expect(count('InvocationThrottles')).toBe(statuses.filter((status) => status === 429).length);
    expect(count('InvocationServerErrors')).toBe(statuses.filter((status) => status >= 500).length);
  });

  it.each(['us.amazon.nova-2-lite-v1:0', 'us.amazon.nova-pro-v1:0', 'google.gemma-3-27b-it'])(
    'count every token that Bedrock counted for %s',
    (modelId) => {
      const usages = listJournal()
        .filter((entry) => entry.modelId === modelId && entry.status === 200)
        .map(({ usage }) => usage);
      const published = readMetrics().filter(({ ModelId }) => ModelId === modelId);
      const count = (name: string) => sum(published.map((line) => line[name]));
      expect(count('InputTokenCount')).toBe(sum(usages.map((usage) => usage?.inputTokens)));
      expect(count('OutputTokenCount')).toBe(sum(usages.map((usage) => usage?.outputTokens)));
      expect(count('InputTokenCount')).toBeGreaterThan(0);
    },
  );

  it('lack the tokens of a stream that broke off, which Bedrock did not report', () => {
    const broken = readReceipts().filter(
      ({ bedrock_error }) => bedrock_error === 'throttlingException',
    );
    expect(broken).toMatchObject([{ model_id: INTERRUPTED_MODEL, status: 429 }]);
    expect(broken[0]).not.toHaveProperty('usage');
  });

  it('count the tiers that a model did not take', () => {
    const fallbacks = readReceipts().filter(({ tier_fallback }) => tier_fallback !== undefined);
    expect(fallbacks.length).toBeGreaterThan(0);
    expect(sum(readMetrics().map(({ TierFallbacks }) => TierFallbacks))).toBe(fallbacks.length);
  });
});

describe('no line of the log, at any level', () => {
  it('holds anything of a prompt, a document, a credential or an error’s words', () => {
    expect(lines.filter((line) => line.includes(SECRET))).toEqual([]);
    expect(listJournal().some(({ body }) => body.includes(SECRET))).toBe(true);
  });

  it('holds anything of a reply', () => {
    const replies = answered.filter(({ answer }) => answer.body.includes('simulated reply'));
    expect(replies.length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.includes('simulated reply'))).toEqual([]);
  });
});
