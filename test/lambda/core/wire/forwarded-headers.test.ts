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
    'x-amzn-bedrock-guardrailidentifier',
    'x-amzn-bedrock-trace',
  ])('%s is forwarded as it is', (name) => {
    expect(readForwardedHeaders(headerOf(name, ' {"a":1}, é '))).toEqual({
      'content-type': 'application/json',
      [name]: ' {"a":1}, é ',
    });
  });
});

describe('a header that is not for Bedrock', () => {
  it.each([
    'authorization',
    'x-api-key',
    'x-amz-security-token',
    'cookie',
    'host',
    'content-length',
    'x-forwarded-for',
    // of the router
    'x-amzn-bedrock-service-tier',
    'x-router-strict-tier',
    // similar to one that is forwarded
    'x-amzn-bedrock',
    'x-anthropic-beta',
    'accept-encoding',
    'content-type-options',
    // of the language
    '__proto__',
    'constructor',
  ])('%j is not forwarded', (name) => {
    const forwarded = readForwardedHeaders(headerOf(name, 'secret'));
    expect(forwarded).toStrictEqual(JSON_ALONE);
    expect(Object.getPrototypeOf(forwarded)).toBe(Object.prototype);
  });
});

it.each([
  [{}, JSON_ALONE],
  [{ 'content-type': 'application/octet-stream' }, { 'content-type': 'application/octet-stream' }],
])('the content type of %j is that of %j', (headers, forwarded) => {
  expect(readForwardedHeaders(headers)).toStrictEqual(forwarded);
});

it('reads headers without a prototype, and does not change them', () => {
  const headers: Headers = Object.freeze(
    Object.assign(Object.create(null), { accept: '*/*', cookie: 'secret' }),
  );
  expect(readForwardedHeaders(headers)).toStrictEqual({
    'content-type': 'application/json',
    accept: '*/*',
  });
});

it('neither invents a header nor changes one', () => {
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

describe('a header that is to be forwarded', () => {
  it.each([
    [
      'anthropic-beta',
      'a\u0100',
      'anthropic-beta has the character U+0100, which a header must not have',
    ],
    ['accept', 'a\r\nb', 'accept has the character U+000D, which a header must not have'],
    [
      'x-amzn-bedrock-trace',
      'secret🧾',
      'x-amzn-bedrock-trace has the character U+1F9FE, which a header must not have',
    ],
    ['anthropic-ä', 'a', '"anthropic-ä" is not a valid header name'],
    [
      `anthropic-ä${'a'.repeat(99)}`,
      'a',
      `"anthropic-ä${'a'.repeat(53)}" is not a valid header name`,
    ],
  ])('may not be %j: %j', (name, value, message) => {
    expect(() => readForwardedHeaders(headerOf(name, value))).toThrow(
      expect.objectContaining({ code: 'invalid-header', message }),
    );
  });

  it('is all that is checked: other headers may have any value', () => {
    const headers = { cookie: '🧾', 'x-amzn-trace-id': '\u0000' };
    expect(readForwardedHeaders(headers)).toEqual(JSON_ALONE);
  });

  it('passes exactly if Node’s own client can send it', () => {
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
