import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ROUTER_ERRORS,
  RouterError,
  type RouterErrorCode,
  type RouterErrorDetails,
} from '../../../../lambda/core/errors/router-error';
import type { Outcome } from '../../../../lambda/core/receipts/outcome';
import { composeResponse } from '../../../../lambda/http/compose-response';
import {
  composeBug,
  composeEnded,
  composeRefused,
  composeReplied,
} from '../../../fakes/compose-outcome';
import { composeReply } from '../../../fakes/compose-reply';
import { plan } from '../../../fakes/plan';

function read(outcome: Outcome): string | undefined {
  return composeResponse(outcome, composeEnded(outcome)).headers['retry-after'];
}

describe('when to ask again', () => {
  it.each([
    [200, undefined],
    [400, undefined],
    [408, undefined],
    [429, '5'],
    [500, undefined],
    [503, '2'],
  ])('a %d says by itself: %s seconds', (status, seconds) => {
    expect(read(composeReplied(status, '{}'))).toBe(seconds);
  });

  it.each([
    [1, '1'],
    [1_000, '1'],
    [12_345, '13'],
    [30_000, '30'],
    [90_000, '30'],
  ])('is, if the candidates rest for %d ms, after %s seconds', (restMillis, seconds) => {
    const unreachable = new RouterError('bedrock-unreachable', 'no answer came');
    expect(read({ ...composeReplied(429, '{}'), restMillis })).toBe(seconds);
    expect(read({ ...composeReplied(503, '{}'), restMillis })).toBe(seconds);
    expect(read({ ...composeRefused(unreachable, plan()), restMillis })).toBe(seconds);
    expect(read({ ...composeReplied(400, '{}'), restMillis })).toBeUndefined();
  });

  it.each([
    ['7', '7'],
    ['0', '0'],
    ['30', '30'],
    ['31', '30'],
    ['86400', '30'],
    ['9999999999', '2'],
    ['-1', '2'],
    ['1.5', '2'],
    ['Sat, 28 Nov 2026 12:00:00 GMT', '2'],
    ['', '2'],
  ])('is Bedrock’s value within bounds if it sends %j: %s seconds', (sent, seconds) => {
    const reply = composeReply(503, '{}', { 'retry-after': sent });
    expect(read({ ...composeReplied(503, '{}'), reply })).toBe(seconds);
  });

  it('is Bedrock’s value although candidates rest', () => {
    const reply = composeReply(503, '{}', { 'retry-after': '4' });
    expect(read({ ...composeReplied(503, '{}'), reply, restMillis: 7_000 })).toBe('4');
  });

  it('is also sent with the router’s own 503', () => {
    const error = new RouterError('mapping-unavailable', 'no operation is mapped yet');
    expect(read(composeRefused(error))).toBe('2');
  });

  it('is never after Bedrock’s own 408', () => {
    const reply = composeReply(408, '{}', { 'retry-after': '4' });
    const outcome = { ...composeReplied(408, '{}'), reply };
    const { headers } = composeResponse(outcome, composeEnded(outcome));
    expect([headers['x-should-retry'], headers['retry-after']]).toEqual(['false', undefined]);
  });

  it('is not for a bug', () => {
    expect(read(composeBug('bug', plan()))).toBeUndefined();
  });
});

describe('whether to ask again', () => {
  const advise = (code: RouterErrorCode, details: RouterErrorDetails = {}) => {
    const outcome = composeRefused(new RouterError(code, 'no', details));
    const { headers } = composeResponse(outcome, composeEnded(outcome));
    return [headers['x-should-retry'], headers['retry-after']];
  };

  it.each([
    'invalid-body',
    'invalid-tier',
    'model-not-allowed',
    'caller-not-allowed',
    'unknown-operation',
    'method-not-allowed',
    'timed-out',
    'budget-exceeded',
  ] as const)('is denied after %s, which would be the same', (code) => {
    expect(advise(code)).toEqual(['false', undefined]);
  });

  it.each([
    ['mapping-unavailable', {}, '2'],
    ['callers-unavailable', {}, '2'],
    ['bedrock-unreachable', {}, '2'],
    ['budget-unavailable', { retryAfterSeconds: 1 }, '1'],
    ['budget-exceeded', { retryAfterSeconds: 5 }, '5'],
  ] as const)('is left to the client after %s with %j', (code, details, seconds) => {
    expect(advise(code, details)).toEqual([undefined, seconds]);
  });

  it.each([400, 429, 503])('is left to the client after a %d of Bedrock', (status) => {
    const outcome = composeReplied(status, '{}');
    expect(composeResponse(outcome, composeEnded(outcome)).headers).not.toHaveProperty(
      'x-should-retry',
    );
  });
});

it('no answer asks a client to wait for more than half a minute', () => {
  const codes = fc.constantFrom(...(Object.keys(ROUTER_ERRORS) as RouterErrorCode[]));
  const seconds = fc.option(fc.double({ noNaN: true }), { nil: undefined });
  const refused = fc
    .record({ code: codes, retryAfterSeconds: seconds })
    .map(({ code, retryAfterSeconds }) =>
      composeRefused(
        new RouterError(code, 'no', retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      ),
    );
  const replied = fc
    .record({
      status: fc.constantFrom(200, 400, 408, 429, 500, 502, 503, 504),
      sent: fc.oneof(
        fc.string(),
        fc.nat().map(String),
        fc.date({ noInvalidDate: true }).map(String),
      ),
    })
    .map(({ status, sent }) => ({
      ...composeReplied(status, '{}'),
      reply: composeReply(status, '{}', { 'retry-after': sent }),
    }));
  fc.assert(
    fc.property(fc.oneof(refused, replied), fc.double({ noNaN: true }), (outcome, restMillis) => {
      const sent = read({ ...outcome, restMillis });
      expect(sent === undefined || /^([0-9]|[12][0-9]|30)$/.test(sent)).toBe(true);
    }),
  );
});
