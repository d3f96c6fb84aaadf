import { describe, expect, it } from 'vitest';
import { RouterError } from '../../../../lambda/core/errors/router-error';
import { doubtRefusal } from '../../../../lambda/core/settings/doubt-refusal';

describe('a refusal by settings that may be out of date', () => {
  it.each([
    ['unknown-operation', 'mapping-unavailable'],
    ['unknown-caller', 'callers-unavailable'],
    ['caller-not-allowed', 'callers-unavailable'],
  ] as const)('for %s becomes %s', (code, doubted) => {
    const error = doubtRefusal(new RouterError(code, 'there is none'), { isStale: true });
    expect(error).toMatchObject({
      code: doubted,
      message:
        'there is none; this may be out of date, because Parameter Store could not be read; try again shortly',
    });
  });

  it.each(['invalid-body', 'model-not-allowed', 'budget-exceeded'] as const)(
    'stays if it follows from anything else: %s',
    (code) => {
      const error = new RouterError(code, 'no');
      expect(doubtRefusal(error, { isStale: true })).toBe(error);
    },
  );
});

it('a refusal by settings that were read in time stays', () => {
  const error = new RouterError('unknown-caller', 'there is no policy');
  expect(doubtRefusal(error, {})).toBe(error);
  expect(doubtRefusal(error, undefined)).toBe(error);
  expect(doubtRefusal(error, { isStale: false })).toBe(error);
});
