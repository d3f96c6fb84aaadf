import { describe, expect, it } from 'vitest';
import { readHookEvent } from '../../../../lambda/functions/hook/read-event';

const MESSAGES = [{ role: 'user', content: [{ text: 'Invoice 4711' }] }];

describe('an event of the accelerator', () => {
  it.each([
    ['OCR', 'ocr'],
    ['Classification', 'classification'],
    ['Extraction', 'extraction'],
    ['Assessment', 'assessment'],
    ['Summarization', 'summarization'],
    ['rule_validation', 'rule_validation'],
  ])('of context %s is a call of operation %s', (context, operation) => {
    expect(readHookEvent({ modelId: 'LambdaHook', messages: MESSAGES, context })).toEqual({
      operation,
      request: { messages: MESSAGES },
    });
  });

  it('keeps whatever else it has', () => {
    const text = `{
      "modelId": "LambdaHook",
      "context": "Extraction",
      "messages": [{"role": "user", "content": [{"context": "kept", "modelId": "kept"}]}],
      "serviceTier": {"type": "flex"},
      "soon": null,
      "__proto__": {"context": "kept"}
    }`;
    expect(JSON.stringify(readHookEvent(JSON.parse(text)).request)).toBe(
      '{"messages":[{"role":"user","content":[{"context":"kept","modelId":"kept"}]}],"serviceTier":{"type":"flex"},"soon":null,"__proto__":{"context":"kept"}}',
    );
  });

  it('is left as it was', () => {
    const event = Object.freeze({ modelId: 'LambdaHook', context: 'OCR', messages: MESSAGES });
    readHookEvent(event);
    expect(event).toEqual({ modelId: 'LambdaHook', context: 'OCR', messages: MESSAGES });
  });

  it.each([
    ['null', 'the event is not an object; send a LambdaHook event'],
    ['[]', 'the event is not an object; send a LambdaHook event'],
    ['"Extraction"', 'the event is not an object; send a LambdaHook event'],
    ['7', 'the event is not an object; send a LambdaHook event'],
    ['{}', 'the event names no operation in "context"; send a LambdaHook event'],
    ['{"context":""}', 'the event names no operation in "context"; send a LambdaHook event'],
    ['{"context":null}', 'the event names no operation in "context"; send a LambdaHook event'],
    ['{"context":["OCR"]}', 'the event names no operation in "context"; send a LambdaHook event'],
    [
      '{"__proto__":{"context":"OCR"}}',
      'the event names no operation in "context"; send a LambdaHook event',
    ],
  ])('is refused if it is %s', (text, message) => {
    expect(() => readHookEvent(JSON.parse(text))).toThrow(
      expect.objectContaining({ code: 'invalid-body', message }),
    );
  });

  it('is refused if there is none', () => {
    expect(() => readHookEvent(undefined)).toThrow(
      expect.objectContaining({ code: 'invalid-body' }),
    );
  });
});

describe('topK', () => {
  it.each([
    ['{"messages":[]}', undefined, '{"messages":[]}'],
    ['{"inferenceConfig":{}}', undefined, '{"inferenceConfig":{}}'],
    ['{"inferenceConfig":{"topP":1}}', undefined, '{"inferenceConfig":{"topP":1}}'],
    [
      '{"inferenceConfig":{"temperature":0,"topK":5,"maxTokens":9},"system":[]}',
      5,
      '{"inferenceConfig":{"temperature":0,"maxTokens":9},"system":[]}',
    ],
    ['{"inferenceConfig":{"topK":null}}', null, '{"inferenceConfig":{}}'],
    ['{"inferenceConfig":null,"topK":5}', undefined, '{"inferenceConfig":null,"topK":5}'],
    ['{"inferenceConfig":[{"topK":5}]}', undefined, '{"inferenceConfig":[{"topK":5}]}'],
  ])('of %s is taken out of the request: %j', (text, topK, request) => {
    const call = readHookEvent({ ...JSON.parse(text), context: 'Extraction' });
    expect(call.topK).toBe(topK);
    expect(JSON.stringify(call.request)).toBe(request);
  });
});
