import { describe, expect, it } from 'vitest';
import {
  type CallerPolicies,
  POLICIES,
  requireCaller,
} from '../../../../lambda/core/callers/policies';
import { composePolicy } from '../../../fakes/compose-policy';

const CLAIMS = composePolicy({ name: 'claims' });
const LAST_GOOD: CallerPolicies = new Map([['a1b2c3d4e5', CLAIMS]]);

function parse(callerId: string, value: string) {
  return POLICIES.parse({ name: `callers/${callerId}`, value, version: '1' }, callerId);
}

describe('a policy', () => {
  it('is read under the ID of an API key', () => {
    expect(parse('a1b2c3d4e5', '{"name":"claims"}')).toEqual({ kind: 'parsed', value: CLAIMS });
  });

  it('is refused under a text that may be the key itself, of which four characters are shown', () => {
    const key = 'k'.repeat(20);
    expect(parse(key, '{"name":"claims"}')).toEqual({
      kind: 'rejected',
      problem:
        'the parameter of a policy is named by the ID of an API key, but this looks like the key itself; if it is, replace the key',
    });
    expect(POLICIES.show?.(key)).toBe('kkkk…');
    expect(POLICIES.show?.('k'.repeat(19))).toBe('k'.repeat(19));
  });
});

describe('the caller', () => {
  it('is the one whose key has the ID', () => {
    expect(requireCaller(LAST_GOOD, 'a1b2c3d4e5')).toEqual({ id: 'a1b2c3d4e5', policy: CLAIMS });
  });

  it.each([
    [undefined, 'the request has no API key'],
    ['f6g7h8i9j0', 'there is no policy for the API key with the ID "f6g7h8i9j0"'],
    ['', 'there is no policy for the API key with the ID ""'],
  ])('is unknown by %j', (callerId, message) => {
    expect(() => requireCaller(LAST_GOOD, callerId)).toThrow(
      expect.objectContaining({ code: 'unknown-caller', message }),
    );
  });

  it('cannot be known until the policies were read', () => {
    expect(() => requireCaller(undefined, 'a1b2c3d4e5')).toThrow(
      expect.objectContaining({
        code: 'callers-unavailable',
        message: 'the policies of the callers could not be read yet; try again shortly',
      }),
    );
  });

  it('is unknown when the policy was never valid', () => {
    expect(() => requireCaller(new Map([['a1b2c3d4e5', 'invalid']]), 'a1b2c3d4e5')).toThrow(
      expect.objectContaining({
        code: 'unknown-caller',
        message:
          'the policy of the API key with the ID "a1b2c3d4e5" is not valid; the router\'s log says what is wrong',
      }),
    );
  });
});
