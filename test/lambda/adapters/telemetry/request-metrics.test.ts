import { describe, expect, it } from 'vitest';
import { composeRequestMetrics } from '../../../../lambda/adapters/telemetry/request-metrics';
import { RouterError } from '../../../../lambda/core/errors/router-error';
import type { FinalReceipt } from '../../../../lambda/core/receipts/receipt';
import {
  composeBug,
  composeEnded,
  composeRefused,
  composeReplied,
  composeStreamed,
} from '../../../fakes/compose-outcome';
import { plan } from '../../../fakes/plan';

/** Metric → value and unit, as a table is read. */
function read(receipt: FinalReceipt): Record<string, string> {
  const values = composeRequestMetrics(receipt);
  expect(new Set(values.map(({ name }) => name)).size).toBe(values.length);
  return Object.fromEntries(values.map(({ name, value, unit }) => [name, `${value} ${unit}`]));
}

const TIMES = { InvocationLatency: '80 Milliseconds', RouterLatency: '20 Milliseconds' };
const refuse = (code: 'timed-out' | 'bedrock-unreachable') =>
  composeEnded(composeRefused(new RouterError(code, 'no'), plan()));

describe('a request counts once', () => {
  it.each([
    [200, 'Invocations'],
    [400, 'InvocationClientErrors'],
    [424, 'InvocationClientErrors'],
    [429, 'InvocationThrottles'],
    [500, 'InvocationServerErrors'],
    [503, 'InvocationServerErrors'],
  ])('as Bedrock’s status %i: %s', (status, name) => {
    expect(read(composeEnded(composeReplied(status, '{}')))).toEqual({
      [name]: '1 Count',
      ...TIMES,
    });
  });

  it.each([
    ['timed-out', 'InvocationClientErrors'],
    ['bedrock-unreachable', 'InvocationServerErrors'],
  ] as const)('as the router’s refusal %s: %s', (code, name) => {
    expect(read(refuse(code))).toEqual({ [name]: '1 Count', ...TIMES });
  });

  it('as a server error if it met a bug', () => {
    const outcome = composeBug('bug', plan());
    expect(read(composeEnded(outcome))).toEqual({ InvocationServerErrors: '1 Count', ...TIMES });
  });

  it.each([
    ['throttlingException', 'InvocationThrottles'],
    ['modelStreamErrorException', 'InvocationClientErrors'],
    ['internalServerException', 'InvocationServerErrors'],
  ])('as the exception in its stream: %s', (streamException, name) => {
    expect(read(composeEnded(composeStreamed({ streamException })))).toHaveProperty(name);
  });

  it.each([
    ['client-gone', 'InvocationClientErrors'],
    ['stream-broken', 'InvocationServerErrors'],
  ] as const)('as what interrupted its answer: %s', (code, name) => {
    const record = composeEnded(composeStreamed({}), {
      interruption: new RouterError(code, 'no'),
    });
    expect(read(record)).toEqual({ [name]: '1 Count', ...TIMES });
  });
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
    };
    const interruption = new RouterError('client-gone', 'gone');
    expect(read(composeEnded(composeStreamed({ usage }), { interruption }))).toMatchObject({
      InputTokenCount: '5 Count',
      CacheWriteInputTokens: '7 Count',
    });
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
