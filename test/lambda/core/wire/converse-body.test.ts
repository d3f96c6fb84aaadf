import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConverseBody } from '../../../../lambda/core/wire/converse-body';
import { arbitraryDamagedJsonText } from '../json/arbitrary-json-text';

describe('the tier that a body asks for', () => {
  it.each([
    ['{}', undefined, false],
    ['{"messages":[]}', undefined, false],
    ['{"serviceTier":null}', undefined, true],
    ['{"serviceTier":{"type":"flex"}}', 'flex', true],
    ['{"serviceTier":{"type":"priority","soon":1}}', 'priority', true],
    ['{"serviceTier":{"type":"default"}}', 'default', true],
    ['{"serviceTier":{"type":"standard"}}', 'default', true],
    [String.raw`{"service\u0054ier":{"type":"fle\u0078"}}`, 'flex', true],
    ['{"serviceTier":null,"serviceTier":{"type":"flex"}}', 'flex', true],
    ['{"servicetier":{"type":"flex"}}', undefined, false],
    ['{"a":{"serviceTier":{"type":"flex"}}}', undefined, false],
    ['{"__proto__":{"serviceTier":{"type":"flex"}}}', undefined, false],
  ])('%s is read', (text, askedTier, hasTierMember) => {
    expect(readConverseBody(text)).toEqual({ text, askedTier, hasTierMember });
  });

  it.each([
    [
      '"flex"',
      'serviceTier is "flex"; write it as {"type": "flex"}, with one of priority, default, flex, reserved',
    ],
    [
      '7',
      'serviceTier is 7; write it as {"type": "flex"}, with one of priority, default, flex, reserved',
    ],
    [
      'true',
      'serviceTier is true; write it as {"type": "flex"}, with one of priority, default, flex, reserved',
    ],
    [
      '["flex"]',
      'serviceTier is an array; write it as {"type": "flex"}, with one of priority, default, flex, reserved',
    ],
    [
      '{}',
      'serviceTier is an object whose "type" is no string; write it as {"type": "flex"}, with one of priority, default, flex, reserved',
    ],
    [
      '{"type":null}',
      'serviceTier is an object whose "type" is no string; write it as {"type": "flex"}, with one of priority, default, flex, reserved',
    ],
    [
      '{"type":"FLEX"}',
      'serviceTier.type is "FLEX"; the service tiers are priority, default, flex, reserved',
    ],
    [
      '{"type":""}',
      'serviceTier.type is ""; the service tiers are priority, default, flex, reserved',
    ],
  ])('is refused where serviceTier is %s', (member, message) => {
    expect(() => readConverseBody(`{"serviceTier":${member}}`)).toThrow(
      expect.objectContaining({ code: 'invalid-tier', message }),
    );
  });

  it.each(['"%"', '{"type":"%"}', '{"name":"%"}', '["%"]'])(
    'is refused without repeating at length what stands there: %j',
    (shape) => {
      const member = shape.replace('%', 'n'.repeat(5000));
      expect(() => readConverseBody(`{"serviceTier":${member}}`)).toThrow(
        expect.objectContaining({ message: expect.stringMatching(/^.{1,180}$/) }),
      );
    },
  );

  it('is refused where serviceTier is nested deeper than the stack', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(() => readConverseBody(`{"serviceTier":${deep}}`)).toThrow(
      expect.objectContaining({ code: 'invalid-tier' }),
    );
  });
});

describe('the metadata that a body has', () => {
  it.each([
    ['{"messages":[]}', undefined],
    ['{"requestMetadata":null}', null],
    ['{"requestMetadata":{"team":"claims"}}', { team: 'claims' }],
    ['{"requestMetadata":7,"requestMetadata":["right or wrong"]}', ['right or wrong']],
    ['{"a":{"requestMetadata":{"team":"claims"}}}', undefined],
  ])('%s is kept as it is', (text, requestMetadata) => {
    expect(readConverseBody(text).requestMetadata).toEqual(requestMetadata);
  });
});

describe('a body that is no Converse request', () => {
  it.each([
    ['', 'the body is empty; send a Converse request as JSON'],
    [' \r\n\t', 'the body is empty; send a Converse request as JSON'],
    ['{"messages":[', 'the body is not JSON: unexpected end of text'],
    ['{"messages":"My IBAN is', 'the body is not JSON: unexpected end of text'],
    ['{"a":1,}', 'the body is not JSON: unexpected character at line 1, column 8'],
    ['{"a":1}}', 'the body is not JSON: unexpected character at line 1, column 8'],
    ['IBAN DE02 1203', 'the body is not JSON: unexpected character at line 1, column 1'],
    ['{"a":"é", x', 'the body is not JSON: unexpected character at line 1, column 11'],
    ['{\n  "a": 1\n  "b": 2\n}', 'the body is not JSON: unexpected character at line 3, column 3'],
    ['{\r\n"a":tru}', 'the body is not JSON: unexpected character at line 2, column 5'],
    ['\ufeff{}', 'the body is not JSON: unexpected character at line 1, column 1'],
    ['[{"messages":[]}]', 'the body is JSON but not an object; send a Converse request'],
    ['"My IBAN is"', 'the body is JSON but not an object; send a Converse request'],
    ['null', 'the body is JSON but not an object; send a Converse request'],
  ])('%j is refused', (text, message) => {
    expect(() => readConverseBody(text)).toThrow(
      expect.objectContaining({ code: 'invalid-body', message }),
    );
  });

  it('is refused in words that never quote it', () => {
    fc.assert(
      fc.property(arbitraryDamagedJsonText, (text) => {
        try {
          readConverseBody(`{"a":${text}`);
        } catch (error) {
          expect(String(error)).toMatch(
            /^RouterError: the body is not JSON: unexpected (end of text|character at line \d+, column \d+)$/,
          );
        }
      }),
    );
  });
});
