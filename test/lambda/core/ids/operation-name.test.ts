import { describe, expect, it } from 'vitest';
import { isOperationName, OPERATION_NAME_RULE } from '../../../../lambda/core/ids/operation-name';

describe('the name of an operation', () => {
  it.each(['a', 'ocr2', 'page-split_v2', 'stream', 'n'.repeat(64)])('may be %s', (name) => {
    expect(isOperationName(name)).toBe(true);
  });

  it.each([
    '',
    'operations',
    'direct',
    'models',
    'jobs',
    'messages',
    'chat',
    'responses',
    'Extraction',
    '2nd',
    '_a',
    '__proto__',
    'a b',
    'a:flex',
    'zähler',
    'extraction\n',
    'n'.repeat(65),
  ])('may not be %j', (name) => {
    expect(isOperationName(name)).toBe(false);
  });

  it('has a rule that can be shown to an operator', () => {
    expect(OPERATION_NAME_RULE).toBe(
      'lower-case letters, digits, "-" and "_", starting with a letter, at most 64 characters, and none of operations, models, jobs, messages, chat, responses, direct',
    );
  });
});
