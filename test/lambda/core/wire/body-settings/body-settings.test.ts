import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillBody } from '../../../../../lambda/core/wire/body-settings/body-settings';
import { RequestBody } from '../../../../../lambda/core/wire/request-body';
import { arbitraryObjectText } from '../../json/arbitrary-json-text';

function fill(text: string, settings: Parameters<typeof fillBody>[1]): string {
  return fillBody(new RequestBody(text), settings).text;
}

const DEFAULTS = { inferenceConfig: { maxTokens: 500, temperature: 0 } };

it.each([
  ['{}', '{"inferenceConfig":{"maxTokens":500,"temperature":0}}'],
  [
    '{"inferenceConfig":{"maxTokens":9.0}}',
    '{"inferenceConfig":{"temperature":0,"maxTokens":9.0}}',
  ],
  ['{"inferenceConfig":null}', '{"inferenceConfig":{"maxTokens":500,"temperature":0}}'],
  [
    '{"inferenceConfig":{"maxTokens":1,"temperature":1.0}}',
    '{"inferenceConfig":{"maxTokens":1,"temperature":1.0}}',
  ],
])('defaults fill in %s', (text, written) => {
  expect(fill(text, { defaults: DEFAULTS })).toBe(written);
});

it.each([
  ['{}', '{"inferenceConfig":{"maxTokens":500,"temperature":0}}'],
  [
    '{"inferenceConfig":{"maxTokens":9, "topP":0.10}}',
    '{"inferenceConfig":{"maxTokens":500,"temperature":0,"topP":0.10}}',
  ],
  [
    '{"inferenceConfig":{"temperature":0,"maxTokens":500}}',
    '{"inferenceConfig":{"temperature":0,"maxTokens":500}}',
  ],
  [
    '{"inferenceConfig":{"maxTokens":9},"inferenceConfig":{"maxTokens":500,"temperature":0}}',
    '{"inferenceConfig":{"maxTokens":500,"temperature":0}}',
  ],
])('what is set replaces what the caller wrote in %s', (text, written) => {
  expect(fill(text, { set: DEFAULTS })).toBe(written);
});

it.each([
  ['parts', `{"a":[${'[],'.repeat(149_996)}[]]}`],
  ['members', `{${'"a":1,'.repeat(9_999)}"a":1}`],
])('a body that settings bring over the limit of %s is refused', (_, text) => {
  expect(fill(text, {})).toBe(text);
  expect(() => fill(text, { defaults: DEFAULTS })).toThrow(
    expect.objectContaining({ code: 'invalid-body' }),
  );
});

it('what is set wins over a default', () => {
  const defaults = { inferenceConfig: { maxTokens: 1, topP: 0.5 } };
  const set = { inferenceConfig: { maxTokens: 2 } };
  expect(fill('{}', { defaults, set })).toBe('{"inferenceConfig":{"maxTokens":2,"topP":0.5}}');
});

describe('the guardrail', () => {
  const guardrail = { id: 'abc123', version: '2', trace: 'enabled' } as const;
  const CONFIG = '"guardrailIdentifier":"abc123","guardrailVersion":"2","trace":"enabled"';

  it.each([
    ['{}', `{"guardrailConfig":{${CONFIG}}}`],
    [
      '{"guardrailConfig":{"guardrailIdentifier":"mine","streamProcessingMode":"async"}}',
      `{"guardrailConfig":{${CONFIG},"streamProcessingMode":"async"}}`,
    ],
    [
      `{"guardrailConfig":{"guardrailIdentifier":"mine"},"guardrailConfig":{${CONFIG}}}`,
      `{"guardrailConfig":{${CONFIG}}}`,
    ],
    [`{"guardrailConfig":null}`, `{"guardrailConfig":{${CONFIG}}}`],
  ])('stands in %s', (text, written) => {
    expect(fill(text, { guardrail })).toBe(written);
  });
});

it('leaves every body as it is without settings', () => {
  fc.assert(
    fc.property(arbitraryObjectText, (text) => {
      const body = new RequestBody(text);
      expect(fillBody(body, { promptCaching: 'off' })).toBe(body);
    }),
  );
});

it('differs from the caller’s body by nothing but what was filled in', () => {
  fc.assert(
    fc.property(arbitraryObjectText, (text) => {
      const own = new RequestBody(text);
      const filled = fill(text, { defaults: { 'a default': { deep: 1 } } });
      const isWritten = Object.hasOwn(own.json, 'a default');
      expect(isWritten || filled.replace(/"a default":\{"deep":1\},?/, '') === text).toBe(true);
    }),
  );
});
