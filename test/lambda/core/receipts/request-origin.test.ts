import { describe, expect, it } from 'vitest';
import { readOrigin } from '../../../../lambda/core/receipts/request-origin';

const ROOT = '1-67891233-abcdef012345678912345678';

describe('the trace of a request', () => {
  it.each([
    [`Root=${ROOT}`, ROOT],
    [`Root=${ROOT};Parent=463ac35c9f6413ad;Sampled=1`, ROOT],
    [`Self=1-67891234-12456789abcdef012345678a;Root=${ROOT}`, ROOT],
    [`Parent=463ac35c9f6413ad; Root=${ROOT}`, ROOT],
    ['', undefined],
    ['Root=', undefined],
    [`Root=${ROOT}0`, undefined],
    [`MyRoot=${ROOT}`, undefined],
    ['Root=1-67891233-prompt-of-the-caller-----', undefined],
  ])('is read from %j', (header, traceId) => {
    expect(readOrigin({ 'x-amzn-trace-id': header }, undefined).traceId).toBe(traceId);
  });
});

describe('the session of a request', () => {
  it.each([
    ['0a1b2c3d-0000-4000-8000-000000000000', '0a1b2c3d-0000-4000-8000-000000000000'],
    ['a"b', 'a_b'],
    ['s'.repeat(300), 's'.repeat(256)],
    ['', undefined],
  ])('is %j read as %j', (header, sessionId) => {
    expect(readOrigin({ 'x-claude-code-session-id': header }, undefined).sessionId).toBe(sessionId);
  });
});

it('is unknown if the request says nothing', () => {
  expect(readOrigin({}, undefined)).toEqual({
    callerId: undefined,
    sessionId: undefined,
    traceId: undefined,
  });
});

it('keeps the ID of the key', () => {
  expect(readOrigin({}, 'key-1').callerId).toBe('key-1');
});
