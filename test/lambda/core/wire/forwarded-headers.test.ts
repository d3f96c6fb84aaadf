import { validateHeaderValue } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Headers, readForwardedHeaders } from '../../../../lambda/core/wire/forwarded-headers';

const JSON_ALONE = { 'content-type': 'application/json' };

/** Also for the names that an object literal would not take as its own. */
function headerOf(name: string, value: string): Headers {
  return Object.fromEntries([[name, value]]);
}

describe('a header that Bedrock understands', () => {
  it.each([
    'accept',
    'anthropic-beta',
    'anthropic-version',
    'x-amzn-bedrock-accept',
    'x-amzn-bedrock-content-type',
    'x-amzn-bedrock-guardrailidentifier',
    'x-amzn-bedrock-guardrailversion',
    'x-amzn-bedrock-performanceconfig-latency',
    'x-amzn-bedrock-request-metadata',
    'x-amzn-bedrock-trace',
  ])('%s goes on as it is', (name) => {
    expect(readForwardedHeaders(headerOf(name, ' {"a":1}, é '))).toEqual({
      'content-type': 'application/json',
      [name]: ' {"a":1}, é ',
    });
  });
});

describe('a header for somebody else', () => {
  it.each([
    // credentials and keys
    'authorization',
    'proxy-authorization',
    'x-api-key',
    'api-key',
    'x-amz-security-token',
    'x-amz-date',
    'x-amz-content-sha256',
    'cookie',
    'set-cookie',
    // of one connection
    'connection',
    'keep-alive',
    'proxy-connection',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
    'expect',
    'host',
    'content-length',
    // of the way here
    'user-agent',
    'via',
    'forwarded',
    'x-forwarded-for',
    'x-amzn-trace-id',
    'amz-sdk-invocation-id',
    // of the router
    'x-amzn-bedrock-service-tier',
    'x-router-strict-tier',
    // only like one that goes on
    'x-amzn-bedrock',
    'anthropic',
    'x-anthropic-beta',
    'accept-encoding',
    'content-type-options',
    // of the language
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '',
  ])('%j stays here', (name) => {
    const forwarded = readForwardedHeaders(headerOf(name, 'secret'));
    expect(forwarded).toStrictEqual(JSON_ALONE);
    expect(Object.getPrototypeOf(forwarded)).toBe(Object.prototype);
  });
});

describe('the content type', () => {
  it('is JSON where none was sent', () => {
    expect(readForwardedHeaders({})).toStrictEqual(JSON_ALONE);
  });

  it.each(['application/json; charset=utf-8', 'application/octet-stream'])(
    'is the one that was sent: %s',
    (contentType) => {
      const headers = { 'content-type': contentType };
      expect(readForwardedHeaders(headers)).toStrictEqual(headers);
    },
  );
});

it('takes headers without a prototype, and leaves them as they were', () => {
  const headers: Headers = Object.freeze(
    Object.assign(Object.create(null), { accept: '*/*', cookie: 'secret' }),
  );
  expect(readForwardedHeaders(headers)).toStrictEqual({
    'content-type': 'application/json',
    accept: '*/*',
  });
});

it('never makes a header up nor changes one', () => {
  const token = fc.string({ unit: fc.constantFrom(...'az09-_.') });
  const name = fc.oneof(
    token,
    token.map((rest) => `x-amzn-bedrock-${rest}`),
    fc.constantFrom('accept', 'cookie', 'anthropic-beta', '__proto__'),
  );
  fc.assert(
    fc.property(fc.dictionary(name, fc.string()), (sent) => {
      const { 'content-type': _, ...forwarded } = readForwardedHeaders(sent);
      for (const [header, value] of Object.entries(forwarded)) expect(sent[header]).toBe(value);
    }),
  );
});

describe('a header that is to go on', () => {
  it.each([
    [
      'anthropic-beta',
      'a\u0100',
      'anthropic-beta has the character U+0100, which no header may hold',
    ],
    ['accept', 'a\r\nb', 'accept has the character U+000D, which no header may hold'],
    ['accept', '\u0000', 'accept has the character U+0000, which no header may hold'],
    ['content-type', '\u007f', 'content-type has the character U+007F, which no header may hold'],
    [
      'x-amzn-bedrock-trace',
      'secret🧾',
      'x-amzn-bedrock-trace has the character U+1F9FE, which no header may hold',
    ],
    ['anthropic-ä', 'a', '"anthropic-ä" is not a name that a header may have'],
    ['x-amzn-bedrock-a b', 'a', '"x-amzn-bedrock-a b" is not a name that a header may have'],
  ])('may not be %j: %j', (name, value, message) => {
    expect(() => readForwardedHeaders(headerOf(name, value))).toThrow(
      expect.objectContaining({ code: 'invalid-header', message }),
    );
  });

  it.each([
    ['anthropic-beta', ''],
    ['accept', '\t !~ÿ'],
    ['x-amzn-bedrock-trace', 'é'],
  ])('may be %j: %j', (name, value) => {
    expect(readForwardedHeaders(headerOf(name, value))).toEqual({ ...JSON_ALONE, [name]: value });
  });

  it('is all that is checked: what stays here is nobody’s', () => {
    const headers = { cookie: '🧾', 'x-amzn-trace-id': '\u0000' };
    expect(readForwardedHeaders(headers)).toEqual(JSON_ALONE);
  });

  it('passes where Node’s own client can send it, and nowhere else', () => {
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.string());
    fc.assert(
      fc.property(value, (text) => {
        const check = () => readForwardedHeaders({ 'anthropic-beta': text });
        const send = () => validateHeaderValue('anthropic-beta', text);
        expect(succeeds(check)).toBe(succeeds(send));
      }),
    );
  });
});

function succeeds(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}
