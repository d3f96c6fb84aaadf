import { describe, expect, it } from 'vitest';
import { RouterError } from '../../../../../lambda/core/errors/router-error';
import { readOpenAiCall } from '../../../../../lambda/core/wire/openai/read-call';

describe('a body says what it calls', () => {
  it.each([
    ['{"model":"extraction"}', 'chat-completions', 'extraction'],
    ['{"model":"extraction","stream":true}', 'chat-completions-stream', 'extraction'],
    ['{"stream":false,"model":"m.n"}', 'chat-completions', 'm.n'],
    ['{"stream":null,"model":null}', 'chat-completions', undefined],
    [String.raw`{"\u006dodel":"a\u002eb","stre\u0061m":true}`, 'chat-completions-stream', 'a.b'],
    ['{"__proto__":{"model":"x","stream":true}}', 'chat-completions', undefined],
    ['{"messages":[{"model":"x","model":"y"}],"model":""}', 'chat-completions', ''],
    [' {} ', 'chat-completions', undefined],
  ])('%s', (text, action, model) => {
    const call = readOpenAiCall(text, 'chat-completions');
    expect([call.action, call.model]).toEqual([action, model]);
    expect(call.body.text).toBe(text);
  });

  it('to the Responses API, too', () => {
    expect(readOpenAiCall('{"stream":true}', 'responses').action).toBe('responses-stream');
    expect(readOpenAiCall(Buffer.from('{"model":"é"}'), 'responses')).toMatchObject({
      action: 'responses',
      model: 'é',
    });
  });
});

describe('a body is refused', () => {
  it.each([
    ['', 'the body is empty; send a request of Chat Completions as JSON'],
    ['{"model":', 'the body is not JSON: unexpected end of text'],
    ['\ufeff{"model":"a"}', 'the body is not JSON: unexpected character at line 1, column 1'],
    ['["model"]', 'the body is JSON but not an object; send a request of Chat Completions'],
    ['{"model":"a","model":"a"}', 'the body has the member "model" more than once'],
    [String.raw`{"model":"a","\u006dodel":"b"}`, 'the body has the member "model" more than once'],
    ['{"stream":true,"stream":true}', 'the body has the member "stream" more than once'],
    [
      '{"service_tier":"flex","service_tier":"auto"}',
      'the body has the member "service_tier" more than once',
    ],
    ['{"stream":"true"}', 'stream is of type string; it may be true or false'],
    ['{"stream":[]}', 'stream is an array; it may be true or false'],
    [
      '{"model":7}',
      'model is of type number; it is a text: the name of an operation or a tiered model ID',
    ],
    [
      '{"model":["a"]}',
      'model is an array; it is a text: the name of an operation or a tiered model ID',
    ],
    [`{"a":${'['.repeat(201)}`, 'the body is nested more than 200 levels deep'],
  ])('%s', (text, message) => {
    expect(() => readOpenAiCall(text, 'chat-completions')).toThrow(
      new RouterError('invalid-body', message),
    );
  });

  it.each(['store', 'previous_response_id', 'conversation', 'prompt'])(
    'of the Responses API alone if it refers to state twice: %s',
    (name) => {
      const text = `{"${name}":"resp_1","${name}":null}`;
      expect(() => readOpenAiCall(text, 'responses')).toThrow(
        new RouterError('invalid-body', `the body has the member "${name}" more than once`),
      );
      expect(readOpenAiCall(text, 'chat-completions').action).toBe('chat-completions');
    },
  );

  it('if it is not UTF-8', () => {
    expect(() => readOpenAiCall(Uint8Array.of(0x7b, 0xff, 0x7d), 'responses')).toThrow(
      new RouterError(
        'invalid-body',
        'the body is not UTF-8; send a request of the Responses API as JSON',
      ),
    );
  });
});
