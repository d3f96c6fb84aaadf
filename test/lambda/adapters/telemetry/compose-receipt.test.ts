import { describe, expect, it } from 'vitest';
import { composeReceipt } from '../../../../lambda/adapters/telemetry/compose-receipt';
import { RouterError } from '../../../../lambda/core/errors/router-error';
import { wireOf } from '../../../../lambda/core/wire/wire-of';
import {
  composeBroken,
  composeRecord,
  composeRefused,
  composeReplied,
  composeStreamed,
} from '../../../fakes/compose-record';
import { composeReply } from '../../../fakes/compose-reply';
import { composeTarget } from '../../../fakes/compose-target';

const ASKED = {
  request_id: 'request-1',
  action: 'converse',
  operation: 'extraction',
  model_id: 'us.amazon.nova-2-lite-v1:0',
  requested_tier: 'flex',
  mapping_version: '3',
};
const NO_ATTEMPTS = { attempts: [] };
const TIMES = { latency_ms: 100, bedrock_latency_ms: 80 };

/** As the logger writes it: what is undefined is left out. */
const write = (record: Parameters<typeof composeReceipt>[0]): unknown =>
  JSON.parse(JSON.stringify(composeReceipt(record)));

describe('who asked', () => {
  it('is told with the caller, its key, its session, its trace and its metadata', () => {
    const policy = {
      name: 'Claims',
      operations: 'any',
      tiers: 'any',
      models: 'any',
      budget: undefined,
    } as const;
    const caller = { id: 'key-1', policy };
    const outcome = composeReplied(200, '{}', { caller, metadata: { team: 'claims' } });
    const origin = { callerId: 'key-1', sessionId: 'session-1', traceId: '1-2-3' };
    expect(write(composeRecord(outcome, { origin }))).toEqual({
      ...ASKED,
      caller: 'Claims',
      caller_id: 'key-1',
      session_id: 'session-1',
      trace_id: '1-2-3',
      metadata: { team: 'claims' },
      status: 200,
      ...NO_ATTEMPTS,
      ...TIMES,
    });
  });

  it('is told by its key alone where that has no policy', () => {
    const error = new RouterError('unknown-caller', 'no policy names this key');
    const origin = { callerId: 'key-1', sessionId: undefined, traceId: undefined };
    expect(write(composeRecord(composeRefused(error), { origin }))).toEqual({
      request_id: 'request-1',
      caller_id: 'key-1',
      status: 403,
      router_error: 'unknown-caller',
      ...NO_ATTEMPTS,
      ...TIMES,
    });
  });
});

describe('a reply', () => {
  it('is told with what was asked, served and used', () => {
    const reply = composeReply(
      200,
      '{"serviceTier":{"type":"default"},"usage":{"inputTokens":3,"outputTokens":4}}',
      { 'x-amzn-requestid': 'bedrock-1' },
    );
    const outcome = { ...composeReplied(200, ''), reply, tierFallback: 'unsupported' } as const;
    expect(write(composeRecord(outcome))).toEqual({
      ...ASKED,
      status: 200,
      resolved_tier: 'default',
      tier_fallback: 'unsupported',
      usage: { inputTokens: 3, outputTokens: 4, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 },
      bedrock_request_id: 'bedrock-1',
      ...NO_ATTEMPTS,
      ...TIMES,
    });
  });

  it('that is an error is told by its type and not by its words', () => {
    const headers = { 'x-amzn-errortype': 'ValidationException' };
    const reply = composeReply(400, '{"message":"secret of the caller"}', headers);
    expect(write(composeRecord({ ...composeReplied(400, ''), reply }))).toEqual({
      ...ASKED,
      status: 400,
      bedrock_error: 'ValidationException',
      ...NO_ATTEMPTS,
      ...TIMES,
    });
  });

  it('whose stream carried an exception has its status', () => {
    const outcome = composeStreamed({ streamException: 'throttlingException' });
    expect(write(composeRecord(outcome))).toMatchObject({
      action: 'converse-stream',
      status: 429,
      bedrock_error: 'throttlingException',
    });
  });

  it('that was interrupted is told with the interruption', () => {
    const cause = Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
    const interruption = new RouterError('stream-broken', 'secret', { cause });
    const outcome = composeStreamed({ resolvedTier: 'flex' });
    expect(write(composeRecord(outcome, { interruption }))).toEqual({
      ...ASKED,
      action: 'converse-stream',
      status: 502,
      resolved_tier: 'flex',
      router_error: 'stream-broken',
      cause: { name: 'Error', message: 'aborted', code: 'ECONNRESET' },
      ...NO_ATTEMPTS,
      ...TIMES,
    });
  });
});

describe('a refusal', () => {
  it('is told by its code and not by its words', () => {
    const error = new RouterError('invalid-tier', 'serviceTier is "secret"');
    expect(write(composeRecord(composeRefused(error)))).toEqual({
      request_id: 'request-1',
      status: 400,
      router_error: 'invalid-tier',
      ...NO_ATTEMPTS,
      ...TIMES,
    });
  });

  it('with a target says what was asked', () => {
    const error = new RouterError('bedrock-unreachable', 'no answer', {
      cause: new Error('refused'),
    });
    const outcome = composeRefused(error, composeTarget());
    expect(write(composeRecord(outcome))).toEqual({
      ...ASKED,
      status: 503,
      router_error: 'bedrock-unreachable',
      cause: { name: 'Error', message: 'refused' },
      ...NO_ATTEMPTS,
      ...TIMES,
    });
  });
});

it('tells every attempt, and the model that answered', () => {
  const gemma = { baseModelId: 'google.gemma-3-27b-it', tier: 'default' } as const;
  const nova = { baseModelId: 'us.amazon.nova-2-lite-v1:0', tier: 'flex' } as const;
  const answered = { kind: 'answered', exception: 'X', message: 'secret of the caller' } as const;
  const attempts = [
    { candidate: nova, result: { kind: 'silent' }, millis: 240_000.04 },
    { candidate: gemma, result: { ...answered, status: 429 }, millis: 12.34 },
  ] as const;
  const replied = composeReplied(429, '{}');
  const outcome = { ...replied, answeredBy: gemma, attempts, tierFallback: 'capacity' } as const;
  const receipt = write(composeRecord(outcome));
  expect(receipt).toMatchObject({
    model_id: 'google.gemma-3-27b-it',
    requested_tier: 'flex',
    tier_fallback: 'capacity',
    attempts: [
      {
        model_id: 'us.amazon.nova-2-lite-v1:0',
        tier: 'flex',
        result: 'silent',
        latency_ms: 240_000,
      },
      { model_id: 'google.gemma-3-27b-it', tier: 'default', result: 429, latency_ms: 12.3 },
    ],
  });
  expect(JSON.stringify(receipt)).not.toContain('secret');
});

it('tells of a bug by its place and not by its words', () => {
  const candidate = { baseModelId: 'google.gemma-3-27b-it', tier: 'flex' } as const;
  const attempts = [{ candidate, result: { kind: 'silent' }, millis: 7 }] as const;
  const outcome = { ...composeBroken(new TypeError('secret')), attempts };
  const receipt = write(composeRecord(outcome));
  expect(receipt).toMatchObject({
    status: 500,
    router_error: 'unknown',
    cause: { name: 'TypeError' },
    attempts: [
      { model_id: 'google.gemma-3-27b-it', tier: 'flex', result: 'silent', latency_ms: 7 },
    ],
  });
  expect(JSON.stringify(receipt)).not.toContain('secret');
});

it('rounds times to a tenth of a millisecond', () => {
  const times = { totalMillis: 12.3456, bedrockMillis: 0.04 };
  expect(write(composeRecord(composeReplied(200, '{}'), times))).toMatchObject({
    latency_ms: 12.3,
    bedrock_latency_ms: 0,
  });
});

it('leaves out what a target does not have', () => {
  const outcome = composeReplied(200, '{}', { operation: 'direct', mappingVersion: undefined });
  expect(write(composeRecord(outcome))).not.toHaveProperty('mapping_version');
});

it('never holds headers or a body', () => {
  const headers = { 'anthropic-beta': 'secret' };
  const request = wireOf('invoke').read({ headers, body: 'secret' });
  const receipt = write(composeRecord(composeReplied(200, '{"output":"secret"}', { request })));
  expect(JSON.stringify(receipt)).not.toContain('secret');
});
