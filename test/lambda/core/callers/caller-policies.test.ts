import { describe, expect, it } from 'vitest';
import {
  type CallerPolicies,
  requireCaller,
  revisePolicies,
} from '../../../../lambda/core/callers/caller-policies';
import { composePolicy } from '../../../fakes/compose-policy';

const CLAIMS = composePolicy({ name: 'claims' });
const LAST_GOOD: CallerPolicies = new Map([['a1b2c3d4e5', CLAIMS]]);

function write(callerId: string, value: string, version = '1') {
  return { callerId, value, version };
}

describe('a reading', () => {
  it('replaces, adds and takes away', () => {
    const written = [
      write('a1b2c3d4e5', '{"name":"invoices"}'),
      write('f6g7h8i9j0', '{"name":"ocr"}'),
    ];
    const { policies, rejected } = revisePolicies(LAST_GOOD, written);
    expect([...policies].map(([id, policy]) => [id, policy === 'invalid' || policy.name])).toEqual([
      ['a1b2c3d4e5', 'invoices'],
      ['f6g7h8i9j0', 'ocr'],
    ]);
    expect(rejected).toEqual([]);
    expect(revisePolicies(LAST_GOOD, []).policies.size).toBe(0);
  });

  it('keeps a good policy where a bad value follows, also twice', () => {
    const first = revisePolicies(LAST_GOOD, [write('a1b2c3d4e5', 'oops', '2')]);
    const second = revisePolicies(first.policies, [write('a1b2c3d4e5', 'oops', '3')]);
    expect(second.policies.get('a1b2c3d4e5')).toBe(CLAIMS);
    expect(second.rejected).toEqual([
      {
        callerId: 'a1b2c3d4e5',
        value: 'oops',
        version: '3',
        problem: 'the policy is not a JSON object, such as {"name":"claims"}',
      },
    ]);
  });

  it('keeps a caller out whose policy was never good', () => {
    const { policies } = revisePolicies(new Map(), [write('a1b2c3d4e5', '{"nam":"claims"}')]);
    expect(policies.get('a1b2c3d4e5')).toBe('invalid');
  });

  it('takes no key for the ID of one', () => {
    const key = 'k'.repeat(20);
    const { policies, rejected } = revisePolicies(new Map(), [write(key, '{"name":"claims"}')]);
    expect(policies.get(key)).toBe('invalid');
    expect(rejected).toMatchObject([{ problem: expect.stringContaining('replace the key') }]);
  });
});

describe('the caller', () => {
  it('is the one whose key has the ID', () => {
    expect(requireCaller(LAST_GOOD, 'a1b2c3d4e5')).toEqual({ id: 'a1b2c3d4e5', policy: CLAIMS });
  });

  it.each([
    [undefined, 'the request came without an API key'],
    ['f6g7h8i9j0', 'no policy names the API key with the ID "f6g7h8i9j0"'],
    ['', 'no policy names the API key with the ID ""'],
  ])('is unknown by %j', (callerId, message) => {
    expect(() => requireCaller(LAST_GOOD, callerId)).toThrow(
      expect.objectContaining({ code: 'unknown-caller', message }),
    );
  });

  it('is unknown where the policy was never valid', () => {
    expect(() => requireCaller(new Map([['a1b2c3d4e5', 'invalid']]), 'a1b2c3d4e5')).toThrow(
      expect.objectContaining({
        code: 'unknown-caller',
        message:
          'the policy of the API key with the ID "a1b2c3d4e5" is not valid; the router\'s log says what is wrong',
      }),
    );
  });
});
