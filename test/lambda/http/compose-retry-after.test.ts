import { describe, expect, it } from 'vitest';
import { RouterError } from '../../../lambda/core/errors/router-error';
import type { Outcome } from '../../../lambda/core/receipts/outcome';
import { composeResponse } from '../../../lambda/http/compose-response';
import {
  composeBug,
  composeEnded,
  composeRefused,
  composeReplied,
} from '../../fakes/compose-outcome';
import { composeReply } from '../../fakes/compose-reply';
import { plan } from '../../fakes/plan';

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

  it('is Bedrock’s value if it sends one', () => {
    const reply = composeReply(503, '{}', { 'retry-after': '41' });
    expect(read({ ...composeReplied(503, '{}'), reply, restMillis: 7_000 })).toBe('41');
  });

  it('is also sent with the router’s own 503', () => {
    const error = new RouterError('mapping-unavailable', 'no operation is mapped yet');
    expect(read(composeRefused(error))).toBe('2');
  });

  it('is not for a bug', () => {
    expect(read(composeBug('bug', plan()))).toBeUndefined();
  });
});
