import { describe, expect, it } from 'vitest';
import { describeBug, describeFailure } from '../../../../lambda/core/errors/describe-cause';

describe('a failure of a client or the network', () => {
  it('has its name, message and code', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), {
      code: 'ECONNREFUSED',
    });
    expect(describeFailure(cause)).toEqual({
      name: 'Error',
      message: 'connect ECONNREFUSED 127.0.0.1:1',
      code: 'ECONNREFUSED',
    });
  });

  it('has no code that is no text, and nothing else that hangs on it', () => {
    const cause = Object.assign(new Error('no'), { code: 7, $response: { body: 'secret' } });
    expect(describeFailure(cause)).toEqual({ name: 'Error', message: 'no' });
  });

  it.each([
    ['SyntaxError', () => JSON.parse('{"Parameter":secret}')],
    ['TypeError', () => new Headers({ authorization: 'secret\u0000' })],
    ['RangeError', () => new Intl.DateTimeFormat('en', { timeZone: 'secret' })],
  ])('has no message if a parser quotes what it read by a %s', (name, parse) => {
    expect(parse).toThrow('secret');
    try {
      parse();
    } catch (cause) {
      expect(describeFailure(cause)).toEqual({ name });
    }
    expect.assertions(2);
  });

  it.each([undefined, null, 'secret', { message: 'secret' }])('is nothing if it is %j', (cause) => {
    expect(describeFailure(cause)).toBeUndefined();
  });
});

describe('a bug', () => {
  it('has its name and its place', () => {
    const { name, frames = [], message } = describeBug(new RangeError('secret'));
    expect(name).toBe('RangeError');
    expect(message).toBeUndefined();
    expect(frames[0]).toMatch(/^at .*describe-cause\.test\.ts:\d+:\d+\)?$/);
  });

  it('has eight places at most', () => {
    const dive = (depth: number): Error => (depth === 0 ? new Error('deep') : dive(depth - 1));
    expect(describeBug(dive(20)).frames).toHaveLength(8);
  });

  it.each([
    'secret',
    'line one\nsecret',
    'line one\n    at secret (place:1:2)',
    'at secret (place:1:2)',
  ])('leaves its message out: %j', (message) => {
    expect(JSON.stringify(describeBug(new Error(message)))).not.toContain('secret');
  });

  it('leaves a message out that was changed after it was thrown', () => {
    const bug = new Error('first secret\n    at secret street 5\nlast');
    bug.message = 'rewritten';
    expect(JSON.stringify(describeBug(bug))).not.toContain('secret');
  });

  it.each([
    ['secret', 'string'],
    [{ message: 'secret' }, 'object'],
    [undefined, 'undefined'],
  ])('that is no error, such as %j, has its type alone', (cause, name) => {
    expect(describeBug(cause)).toEqual({ name });
  });

  it('without a stack has no places', () => {
    const bug = new Error('secret');
    delete bug.stack;
    expect(describeBug(bug)).toEqual({ name: 'Error', frames: [] });
  });
});
