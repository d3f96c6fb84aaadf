import { describe, expect, it } from 'vitest';
import {
  nameJsonType,
  readContentType,
} from '../../../../../lambda/core/wire/headers/content-type';

const JSON_TYPE = 'application/json';

describe('the content type that Bedrock receives', () => {
  it.each([
    [undefined, JSON_TYPE],
    ['', JSON_TYPE],
    [' ', JSON_TYPE],
    [JSON_TYPE, JSON_TYPE],
    ['Application/JSON; Charset=UTF-8', 'Application/JSON; Charset=UTF-8'],
    ['application/json; charset=utf-8', 'application/json; charset=utf-8'],
    ['application/vnd.acme+json', 'application/vnd.acme+json'],
    ['application/octet-stream', 'application/octet-stream'],
    ['application/x-www-form-urlencoded', JSON_TYPE],
    ['APPLICATION/X-WWW-FORM-URLENCODED; charset=utf-8', JSON_TYPE],
    ['text/plain;charset=UTF-8', JSON_TYPE],
    ['text/csv', JSON_TYPE],
    ['application/json,application/json; charset=utf-8', JSON_TYPE],
    ['text/plain, text/plain', JSON_TYPE],
  ])('for %j is %s', (written, sent) => {
    expect(readContentType(written === undefined ? {} : { 'content-type': written })).toBe(sent);
  });

  it.each(['application/json,text/plain', 'text/plain, application/json', 'a/b,'])(
    'is not clear from %j',
    (written) => {
      expect(() => readContentType({ 'content-type': written })).toThrow(
        expect.objectContaining({
          code: 'invalid-header',
          message: 'content-type is sent more than once; send application/json once',
        }),
      );
    },
  );

  it.each(['multipart/form-data; boundary=x', 'Multipart/Mixed'])('is never %s', (written) => {
    expect(() => readContentType({ 'content-type': written })).toThrow(
      expect.objectContaining({
        code: 'unsupported-media-type',
        message: expect.stringMatching(
          /^the body is of type multipart\/[a-z-]+; send JSON as application\/json$/,
        ),
      }),
    );
  });
});

describe('a body', () => {
  it.each(['identity', 'Identity', '', 'identity, identity'])(
    'may have the encoding %j',
    (text) => {
      expect(readContentType({ 'content-encoding': text })).toBe(JSON_TYPE);
    },
  );

  it.each(['gzip', 'GZIP', 'br', 'deflate', 'zstd', 'identity, gzip', 'aws-chunked'])(
    'may not have the encoding %j',
    (text) => {
      expect(() => readContentType({ 'content-encoding': text })).toThrow(
        expect.objectContaining({
          code: 'unsupported-media-type',
          message: `the body is compressed: its content-encoding is "${text}"; send it uncompressed, without that header`,
        }),
      );
    },
  );
});

it.each([
  [undefined, JSON_TYPE],
  [JSON_TYPE, JSON_TYPE],
  ['Application/JSON; charset=utf-8', 'Application/JSON; charset=utf-8'],
  ['application/vnd.acme+json', 'application/vnd.acme+json'],
  ['application/octet-stream', JSON_TYPE],
  ['application/xml', JSON_TYPE],
  ['application/jsonp', JSON_TYPE],
])('a body that is JSON, and of type %s, is sent as %s', (written, sent) => {
  expect(nameJsonType(written)).toBe(sent);
});
