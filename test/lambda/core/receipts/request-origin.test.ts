import { describe, expect, it } from 'vitest';
import { readOrigin } from '../../../../lambda/core/receipts/request-origin';

const ROOT = '1-67891233-abcdef012345678912345678';

describe('the trace of a request', () => {
  it.each([
    [`Root=${ROOT};Parent=463ac35c9f6413ad;Sampled=1`, ROOT],
    [`Self=1-67891234-12456789abcdef012345678a;Root=${ROOT}`, ROOT],
    [`Parent=463ac35c9f6413ad; Root=${ROOT}`, ROOT],
    ['', undefined],
    [`Root=${ROOT}0`, undefined],
    [`MyRoot=${ROOT}`, undefined],
    ['Root=1-67891233-prompt-of-the-caller-----', undefined],
  ])('is read from %j', (header, traceId) => {
    expect(readOrigin({ 'x-amzn-trace-id': header }, undefined).traceId).toBe(traceId);
  });
});

describe('the session of a request', () => {
  it.each([
    ['a"b', 'a_b'],
    ['s'.repeat(300), 's'.repeat(256)],
    ['', undefined],
  ])('is %j read as %j', (header, sessionId) => {
    expect(readOrigin({ 'x-claude-code-session-id': header }, undefined).sessionId).toBe(sessionId);
  });
});

it('is the ID of the key alone if the headers have nothing', () => {
  const nothing = { sessionId: undefined, traceId: undefined };
  expect(readOrigin({}, 'key-1')).toEqual({ callerId: 'key-1', ...nothing });
});
