import { describe, expect, it } from 'vitest';
import { readHookEvent, writeConverseBody } from '../../../lambda/hook/read-hook-event';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const CLAUDE = 'eu.anthropic.claude-sonnet-4-6';
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
  ])('is refused where it is %s', (text, message) => {
    expect(() => readHookEvent(JSON.parse(text))).toThrow(
      expect.objectContaining({ code: 'invalid-body', message }),
    );
  });

  it('is refused where there is none', () => {
    expect(() => readHookEvent(undefined)).toThrow(
      expect.objectContaining({ code: 'invalid-body' }),
    );
  });
});

describe('the Converse body of an event', () => {
  const inferenceConfig = { temperature: 0, topP: 0.1, topK: 5, maxTokens: 4096 };
  const rest = '"messages":[],"inferenceConfig":{"temperature":0,"topP":0.1,"maxTokens":4096}';

  it.each([
    [NOVA, `{${rest},"additionalModelRequestFields":{"inferenceConfig":{"topK":5}}}`],
    [
      `arn:aws:bedrock:us-east-1:111122223333:inference-profile/${NOVA}`,
      `{${rest},"additionalModelRequestFields":{"inferenceConfig":{"topK":5}}}`,
    ],
    [CLAUDE, `{${rest},"additionalModelRequestFields":{"top_k":5}}`],
    [
      'arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-sonnet-4-6',
      `{${rest},"additionalModelRequestFields":{"top_k":5}}`,
    ],
    ['openai.gpt-oss-120b-1:0', `{${rest}}`],
    [
      'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456',
      `{${rest}}`,
    ],
    ['', `{${rest}}`],
  ])('has topK where %j takes it', (baseModelId, body) => {
    expect(writeConverseBody({ messages: [], inferenceConfig }, baseModelId)).toBe(body);
  });

  it.each([
    ['{"messages":[]}', '{"messages":[]}'],
    ['{"inferenceConfig":{}}', '{"inferenceConfig":{}}'],
    ['{"inferenceConfig":{"topP":1}}', '{"inferenceConfig":{"topP":1}}'],
    ['{"inferenceConfig":null,"topK":5}', '{"inferenceConfig":null,"topK":5}'],
    ['{"inferenceConfig":[{"topK":5}]}', '{"inferenceConfig":[{"topK":5}]}'],
    ['{"additionalModelRequestFields":{"a":1}}', '{"additionalModelRequestFields":{"a":1}}'],
    [
      '{"inferenceConfig":{},"additionalModelRequestFields":{"a":1}}',
      '{"inferenceConfig":{},"additionalModelRequestFields":{"a":1}}',
    ],
  ])('without topK says what the event said: %s', (text, body) => {
    expect(writeConverseBody(JSON.parse(text), NOVA)).toBe(body);
  });

  it.each([
    [NOVA, '{"a":1}', '{"inferenceConfig":{"topK":5},"a":1}'],
    [CLAUDE, '{"a":1}', '{"top_k":5,"a":1}'],
    [CLAUDE, '{"top_k":9}', '{"top_k":9}'],
    ['openai.gpt-oss-120b-1:0', '{"a":1}', '{"a":1}'],
  ])('of %s with fields of its own, %s, has both, and its own win', (model, own, fields) => {
    const text = `{"inferenceConfig":{"topK":5},"additionalModelRequestFields":${own}}`;
    expect(writeConverseBody(JSON.parse(text), model)).toBe(
      `{"inferenceConfig":{},"additionalModelRequestFields":${fields}}`,
    );
  });
});
