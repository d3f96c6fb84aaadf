import { describe, expect, it } from 'vitest';
import { composeRequestMetrics } from '../../../../lambda/adapters/telemetry/request-metrics';
import { RouterError, type RouterErrorCode } from '../../../../lambda/core/errors/router-error';
import type { Outcome } from '../../../../lambda/core/receipts/outcome';
import type { FinalReceipt } from '../../../../lambda/core/receipts/receipt';
import {
  composeEnded,
  composeRefused,
  composeReplied,
  composeStreamed,
} from '../../../fakes/compose-outcome';
import { candidate, plan } from '../../../fakes/plan';
import { overridePrices } from '../../core/catalog/compose-catalog';

/** Metric → value and unit, as a table is read. */
function read(receipt: FinalReceipt): Record<string, string> {
  const values = composeRequestMetrics(receipt);
  expect(new Set(values.map(({ name }) => name)).size).toBe(values.length);
  return Object.fromEntries(values.map(({ name, value, unit }) => [name, `${value} ${unit}`]));
}

const ENDINGS = [
  'Invocations',
  'InvocationThrottles',
  'InvocationClientErrors',
  'InvocationServerErrors',
];
const TIMES = { InvocationLatency: '80 Milliseconds', RouterLatency: '20 Milliseconds' };
const refuse = (code: RouterErrorCode) =>
  composeEnded(composeRefused(new RouterError(code, 'no'), plan()));
const endStream = (streamException: string) => composeEnded(composeStreamed({ streamException }));
const interrupt = (code: RouterErrorCode) =>
  composeEnded(composeStreamed({}), { interruption: new RouterError(code, 'no') });

it.each<[string, FinalReceipt, string]>([
  ['a 200', composeEnded(composeReplied(200, '{}')), 'Invocations'],
  ['Bedrock’s 400', composeEnded(composeReplied(400, '{}')), 'InvocationClientErrors'],
  ['Bedrock’s 424', composeEnded(composeReplied(424, '{}')), 'InvocationClientErrors'],
  ['Bedrock’s 429', composeEnded(composeReplied(429, '{}')), 'InvocationThrottles'],
  ['Bedrock’s 500', composeEnded(composeReplied(500, '{}')), 'InvocationServerErrors'],
  ['the router’s timeout', refuse('timed-out'), 'InvocationClientErrors'],
  ['the router’s 429', refuse('budget-exceeded'), 'InvocationClientErrors'],
  ['a call without an answer', refuse('bedrock-unreachable'), 'InvocationServerErrors'],
  ['a throttled stream', endStream('throttlingException'), 'InvocationThrottles'],
  ['a failed stream', endStream('modelStreamErrorException'), 'InvocationClientErrors'],
  ['a client that leaves', interrupt('client-gone'), 'InvocationClientErrors'],
  ['a stream that breaks off', interrupt('stream-broken'), 'InvocationServerErrors'],
])('%s counts once', (_, receipt, name) => {
  const metrics = read(receipt);
  expect(metrics).toMatchObject({ [name]: '1 Count', ...TIMES });
  expect(ENDINGS.filter((ending) => ending in metrics)).toEqual([name]);
});

describe('tokens', () => {
  it('are counted by kind, and kinds without any left out', () => {
    const usage =
      '{"usage":{"inputTokens":10,"outputTokens":20,"cacheReadInputTokens":30,"cacheWriteInputTokens":0}}';
    expect(read(composeEnded(composeReplied(200, usage)))).toEqual({
      Invocations: '1 Count',
      InputTokenCount: '10 Count',
      OutputTokenCount: '20 Count',
      CacheReadInputTokens: '30 Count',
      EstimatedCost: '0.0000303875 None',
      EstimatedSavings: '0.0000303875 None',
      ...TIMES,
    });
  });

  it('are counted of a stream that broke off', () => {
    const usage = {
      inputTokens: 5,
      outputTokens: 0,
      cacheReadInputTokens: 0,
      cacheWriteInputTokens: 7,
      cacheWriteOneHourInputTokens: 5,
    };
    const interruption = new RouterError('client-gone', 'gone');
    expect(read(composeEnded(composeStreamed({ usage }), { interruption }))).toMatchObject({
      InputTokenCount: '5 Count',
      CacheWriteInputTokens: '7 Count',
    });
  });
});

describe('a cost', () => {
  const UNPRICED = 'newcomer.model-1';
  const USAGE = '"usage":{"inputTokens":10,"outputTokens":20}';
  const optimized = (text: string) => `{${text},"performanceConfig":{"latency":"optimized"}}`;
  const silent = { candidate: candidate(UNPRICED), result: { kind: 'silent' }, millis: 1 } as const;
  const count = (outcome: Outcome) => {
    const { UnpricedInvocations, UnknownUsageInvocations } = read(composeEnded(outcome));
    return [UnpricedInvocations, UnknownUsageInvocations];
  };

  it.each<[string, string | undefined, string | undefined, Outcome]>([
    ['of a usage with a price', undefined, undefined, composeReplied(200, `{${USAGE}}`)],
    ['without a price', '1 Count', undefined, composeReplied(200, `{${USAGE}}`, plan(UNPRICED))],
    ['in another latency mode', '1 Count', undefined, composeReplied(200, optimized(USAGE))],
    ['without a usage', undefined, '1 Count', composeReplied(200, '{}')],
    ['without either', '1 Count', '1 Count', composeReplied(200, '{}', plan(UNPRICED))],
    [
      'of a lost call without a price',
      '1 Count',
      undefined,
      { ...composeReplied(200, `{${USAGE}}`), attempts: [silent] },
    ],
    ['of a stream without a usage', undefined, '1 Count', composeStreamed({})],
    [
      'of a stream that began with an exception',
      undefined,
      undefined,
      composeStreamed({ openingException: 'throttlingException' }),
    ],
    ['of an error', undefined, undefined, composeReplied(400, '{}', plan(UNPRICED))],
    [
      'of counted tokens',
      undefined,
      undefined,
      composeReplied(200, '{"inputTokens":9}', plan(UNPRICED, { action: 'count-tokens' })),
    ],
  ])('%s counts as unpriced %s, as of unknown usage %s', (_, unpriced, unknown, outcome) => {
    expect(count(outcome)).toEqual([unpriced, unknown]);
  });

  it('without a price of the default tier has no savings', () => {
    const prices = overridePrices({ rows: { 'my.model:flex': [1, 2] } });
    const replied = composeReplied(200, `{${USAGE}}`, plan('my.model:flex', { prices }));
    const metrics = read(composeEnded(replied));
    expect(metrics).toMatchObject({ EstimatedCost: '0.00005 None' });
    expect(metrics).not.toHaveProperty('EstimatedSavings');
  });
});

describe('tiers', () => {
  it.each([
    ['flex', 'flex', false],
    ['flex', 'default', true],
    ['priority', 'default', true],
    ['default', 'default', false],
    ['reserved', 'economy', true],
  ] as const)('%s served as %s: downgraded %s', (requestedTier, served, isDowngraded) => {
    const text = `{"serviceTier":{"type":"${served}"}}`;
    const metrics = read(composeEnded(composeReplied(200, text, plan(`N:${requestedTier}`))));
    expect('TierDowngrades' in metrics).toBe(isDowngraded);
  });

  it('that Bedrock does not report are no downgrade', () => {
    expect(read(composeEnded(composeReplied(200, '{}')))).not.toHaveProperty('TierDowngrades');
  });

  it('that the model did not take count as a fallback', () => {
    const outcome = { ...composeReplied(200, '{}'), tierFallback: 'unsupported' } as const;
    expect(read(composeEnded(outcome))).toMatchObject({ TierFallbacks: '1 Count' });
  });
});

describe('times', () => {
  it('have the first token from the start of the request', () => {
    const outcome = composeStreamed({ firstTokenAt: 1_042.5 });
    expect(read(composeEnded(outcome))).toMatchObject({ TimeToFirstToken: '42.5 Milliseconds' });
  });

  it('are rounded to a microsecond', () => {
    const record = composeEnded(composeReplied(200, '{}'), {
      times: { startedAt: 0, totalMillis: 1.23456, bedrockMillis: 1 },
    });
    expect(read(record)).toMatchObject({
      InvocationLatency: '1 Milliseconds',
      RouterLatency: '0.235 Milliseconds',
    });
  });
});
